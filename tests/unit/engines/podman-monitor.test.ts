import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MONITOR_LOST, MonitorWatch, monitorsOf } from '@core/engines/podman/monitor';
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
  const { watch, told } = watchMonitor();
  plantMonitor(100, 'S');
  watch.look(process.pid);
  expect(told).toEqual([]);
  plantMonitor(100, 'T');
  watch.look(process.pid);
  watch.look(process.pid);
  expect(told).toEqual([MONITOR_LOST]);
});

it('reports a monitor that has ended, when it is still missing at the second look', () => {
  const { watch, told } = watchMonitor();
  watch.look(process.pid);
  expect(told).toEqual([]);
  watch.look(process.pid);
  expect(told).toEqual([MONITOR_LOST]);
});

it('ends the wait when the end of the first process is not reported', async () => {
  const { watch } = watchMonitor();
  plantMonitor(100, 'S');
  const pid = await endedUnder(watch);
  await vi.waitFor(() => expect(() => watch.look(pid)).toThrow(expect.objectContaining({ code: 'command' })));
});

it('has an exit code for a container that was asked to end and whose monitor is gone', async () => {
  const { watch } = watchMonitor(true);
  expect(watch.look(await endedUnder(watch))).toBeGreaterThan(0);
});

function watchMonitor(isStopping = false) {
  const told: string[] = [];
  const notice = ({ code }: { code: string }): void => void told.push(code);
  return { told, watch: new MonitorWatch(CONTAINER, notice, () => isStopping, scratch.path) };
}

/** @returns the pid of a process that was seen running, and has ended */
async function endedUnder(watch: MonitorWatch): Promise<number> {
  const first = spawn('sleep', ['600']);
  expect(watch.look(first.pid ?? 0)).toBeUndefined();
  const ended = new Promise((resolve) => first.once('exit', resolve));
  first.kill('SIGKILL');
  await ended;
  return first.pid ?? 0;
}
