import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asksForLimits, removeControlGroups } from '@core/engines/apptainer/control-groups';
import { expect, it, onTestFinished } from 'vitest';

it("are removed in every hierarchy, but none that is in use or another container's", () => {
  const root = mkdtempSync(join(tmpdir(), 'ct-groups-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const made = (path: string): string => join(root, path);
  for (const path of [
    'memory/apptainer/7',
    'cpu/apptainer/7',
    'apptainer/7',
    'memory/apptainer/8',
    'pids/apptainer/7/in-use',
  ])
    mkdirSync(made(path), { recursive: true });
  removeControlGroups(7, root);
  for (const path of ['memory/apptainer/7', 'cpu/apptainer/7', 'apptainer/7'])
    expect(existsSync(made(path)), path).toBe(false);
  for (const path of ['memory/apptainer/8', 'pids/apptainer/7/in-use']) expect(existsSync(made(path)), path).toBe(true);
  removeControlGroups(7, made('nowhere'));
});

it('are there for containers with limits alone', () => {
  expect(asksForLimits(['--quiet', 'exec', '--cpus=0.5', '/image', 'ls'])).toBe(true);
  expect(asksForLimits(['--quiet', 'exec', '/image', 'ls', '--memory'])).toBe(false);
});
