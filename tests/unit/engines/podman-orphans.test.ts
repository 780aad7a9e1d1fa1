import { type ChildProcess, spawn } from 'node:child_process';
import { endOrphans } from '@core/engines/podman-orphans';
import { identityOf, isRunning, type ProcessIdentity } from '@core/process/identity';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

const CONTAINER = 'c'.repeat(64);
/** Stands for conmon(8): by its name and its words, with a container's first process below it. */
const MONITOR =
  "console.log(require('node:child_process').spawn('sleep', ['600']).pid); setInterval(() => undefined, 1e6)";

let monitor: ChildProcess;
let first: ProcessIdentity;
beforeEach(async () => {
  monitor = spawn(process.execPath, ['-e', MONITOR, '--', '-c', CONTAINER], {
    argv0: '/usr/bin/conmon',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const pid = await new Promise<number>((resolve) => monitor.stdout?.once('data', (data) => resolve(Number(data))));
  const identity = identityOf(pid);
  if (!identity) throw new Error('The process ended before it could be looked at.');
  first = identity;
});
afterEach(() => {
  vi.restoreAllMocks();
  if (isRunning(first)) process.kill(first.pid, 'SIGKILL');
  monitor.kill('SIGKILL');
});

it('ends the first process of a container whose record is gone, and of no other', async () => {
  await endOrphans('d'.repeat(64));
  expect(isRunning(first)).toBe(true);
  await endOrphans(CONTAINER);
  expect(isRunning(first)).toBe(false);
});

it('takes one that ended by itself at that moment as ended', async () => {
  vi.spyOn(process, 'kill').mockImplementationOnce(() => {
    throw Object.assign(new Error('kill ESRCH'), { code: 'ESRCH' });
  });
  await expect(endOrphans(CONTAINER)).resolves.toBeUndefined();
});
