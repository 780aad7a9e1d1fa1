import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { endProcess } from '@core/engines/podman/end-process';
import { orphansOf } from '@core/engines/podman/orphans';
import { identityOf, isRunning } from '@core/process/identity';
import { afterEach, expect, it, vi } from 'vitest';
import { scratchFolder } from '../setup/scratch';

const scratch = scratchFolder();
const CONTAINER = 'c'.repeat(64);
afterEach(() => vi.restoreAllMocks());

/** A procfs of the test's: pid, words, children, and the ids in its namespaces. */
function plant(pid: number, words: string[], children: number[], nsPids: number[]): void {
  const folder = join(scratch.path, String(pid));
  mkdirSync(join(folder, 'task', String(pid)), { recursive: true });
  writeFileSync(join(folder, 'cmdline'), words.join('\0'));
  writeFileSync(join(folder, 'task', String(pid), 'children'), `${children.join(' ')} `);
  writeFileSync(join(folder, 'status'), `Name:\tx\nNSpid:\t${nsPids.join('\t')}\nSeccomp:\t0\n`);
}

it("the orphans of a container are its first process alone, not Podman's own clean-up of it", () => {
  plant(100, ['/usr/bin/conmon', '--api-version', '1', '-c', CONTAINER, '-u', CONTAINER], [101, 102, 103], [100]);
  plant(101, ['/ct-sample'], [], [101, 1]);
  plant(102, ['/usr/bin/podman', 'container', 'cleanup', CONTAINER], [], [102]);
  plant(200, ['/usr/bin/conmon', '-c', 'd'.repeat(64)], [201], [200]);
  plant(201, ['/strangers'], [], [201, 1]);
  plant(300, ['sh', '-c', CONTAINER], [301], [300]);
  plant(301, ['sleep'], [], [301, 1]);
  expect(orphansOf(CONTAINER, scratch.path)).toEqual([101]); // 103 has ended meanwhile
});

it('also where we are in a namespace of process ids ourselves', () => {
  plant(100, ['conmon', '-c', CONTAINER], [101, 102], [4100, 100]);
  plant(101, ['/ct-sample'], [], [4101, 101, 1]);
  plant(102, ['podman', 'container', 'cleanup', CONTAINER], [], [4102, 102]);
  expect(orphansOf(CONTAINER, scratch.path)).toEqual([101]);
});

it('a process is ended, and one that ended by itself at that moment counts as ended', async () => {
  const child = spawn('sleep', ['600']);
  const identity = identityOf(child.pid ?? 0);
  if (!identity) throw new Error('It ended before it could be looked at.');
  vi.spyOn(process, 'kill').mockImplementationOnce(() => {
    throw Object.assign(new Error('kill ESRCH'), { code: 'ESRCH' });
  });
  await expect(endProcess(identity.pid)).resolves.toBeUndefined();
  await endProcess(identity.pid);
  expect(isRunning(identity)).toBe(false);
});
