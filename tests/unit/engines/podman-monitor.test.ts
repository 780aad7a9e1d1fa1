import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MONITOR_STOPPED, MonitorWatch, monitorsOf } from '@core/engines/podman/monitor';
import { LIMITS_ENV } from '@core/limits';
import { expect, it, vi } from 'vitest';
import { scratchFolder } from '../setup/scratch';

vi.stubEnv(LIMITS_ENV, JSON.stringify({ monitorReport: 100 })); // read once, at the first look

const scratch = scratchFolder();
const CONTAINER = 'c'.repeat(64);

/** A monitor in a procfs of the test's. */
function plantMonitor(pid: number, state: 'S' | 'T'): void {
  const folder = join(scratch.path, String(pid));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'cmdline'), ['/usr/bin/conmon', '--api-version', '1', '-c', CONTAINER].join('\0'));
  writeFileSync(join(folder, 'status'), `Name:\tconmon\nState:\t${state} (x)\n`);
}

it('finds the monitor of a container by its id', () => {
  plantMonitor(100, 'S');
  expect(monitorsOf(CONTAINER, scratch.path)).toEqual([100]);
  expect(monitorsOf('d'.repeat(64), scratch.path)).toEqual([]);
});

it('reports a stopped monitor once', () => {
  const told: string[] = [];
  const watch = new MonitorWatch(CONTAINER, ({ code }) => told.push(code), scratch.path);
  plantMonitor(100, 'S');
  watch.look(process.pid);
  expect(told).toEqual([]);
  plantMonitor(100, 'T');
  watch.look(process.pid);
  watch.look(process.pid);
  expect(told).toEqual([MONITOR_STOPPED]);
});

it('ends the wait when the end of the first process is not reported', async () => {
  const first = spawn('sleep', ['600']);
  const watch = new MonitorWatch(CONTAINER, () => undefined, scratch.path);
  expect(watch.look(first.pid ?? 0)).toBeUndefined();
  const ended = new Promise((resolve) => first.once('exit', resolve));
  first.kill('SIGKILL');
  await ended;
  await vi.waitFor(() =>
    expect(() => watch.look(first.pid ?? 0)).toThrow(expect.objectContaining({ code: 'command' })),
  );
});
