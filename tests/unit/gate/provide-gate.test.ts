import { readdirSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { provideGate } from '@core/gate/provide-gate';
import { GATE_FILE, LIB_FOLDERS } from '@shared/tracing/gate';
import { expect, it, onTestFinished } from 'vitest';
import { scratchFolder } from '../setup/scratch';

const scratch = scratchFolder();

function folderOf(bases: readonly string[]): string {
  const provided = provideGate(bases);
  if (!('folder' in provided)) throw new Error(provided.reason);
  return provided.folder;
}

const modeOf = (path: string): number => statSync(path).mode & 0o777;

it('has the library for the loader of each distribution, readable by any user of a container', () => {
  const before = process.umask(0o077);
  onTestFinished(() => void process.umask(before));
  const folder = folderOf([scratch.path]);
  for (const name of LIB_FOLDERS) {
    const file = join(folder, name, GATE_FILE);
    expect(statSync(file).size, file).toBeGreaterThan(1_000);
    expect([modeOf(folder), modeOf(join(folder, name)), modeOf(file)]).toEqual([0o755, 0o755, 0o644]);
  }
});

it('is created once, and again if a file is damaged', () => {
  const folder = folderOf([scratch.path]);
  const file = join(folder, 'lib64', GATE_FILE);
  const { size, ino } = statSync(file);
  expect(folderOf([scratch.path])).toBe(folder);
  expect(statSync(file).ino).toBe(ino);
  truncateSync(file, 100);
  expect(folderOf([scratch.path])).toBe(folder);
  expect(statSync(file).size).toBe(size);
  expect(readdirSync(scratch.path)).toHaveLength(1);
});

it.each([
  ['that LD_PRELOAD cannot name', () => join(scratch.path, 'a b')],
  ['that programs load no libraries from', () => '/proc'],
  ['that cannot be written', () => '/proc/version'],
])('is not in a folder %s, but in the next one', (_what, base) => {
  expect(folderOf([base(), scratch.path])).toMatch(scratch.path);
  expect(provideGate([base()])).toEqual({ reason: expect.stringContaining(base()) });
});
