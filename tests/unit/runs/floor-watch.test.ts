import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunContext } from '@core/runs/run-context';
import { continueCommand, FloorWatch, floorNotePath } from '@core/runs/watch/floor-watch';
import { startFloorGuard } from '@core/watchdog/floor-guard';
import type { EndedBy } from '@shared/model/trace-record';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

/** More than any file system has free. */
const NEVER_FREE = { diskFloorBytes: Number.MAX_SAFE_INTEGER };
const SESSION = 'ct-20260102-030405-000000';
const PRIVATE = { kind: 'private', home: '/nonexistent' } as const;

let folder: string;
let told: { warned: string[]; stopped: EndedBy[] };
let run: RunContext;
let over: (() => void)[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ct-floor-watch-'));
  told = { warned: [], stopped: [] };
  over = [];
  run = {
    plan: { tracePath: folder },
    stoppedAtFloorMs: undefined,
    stoppedBy: () => told.stopped[0],
    stop: (by: EndedBy) => told.stopped.push(by),
    warn: ({ code }: { code: string }) => told.warned.push(code),
  } as unknown as RunContext;
});
afterEach(() => {
  for (const end of over) end();
  rmSync(folder, { recursive: true });
});

const noted = (): boolean => existsSync(floorNotePath(folder, SESSION));

function watchAt(limits: { diskFloorBytes: number }): FloorWatch {
  const watch = new FloorWatch(run, limits, folder);
  over.push(() => watch.end());
  return watch;
}

describe('what a guard did while this process stood still', () => {
  it('ends the run as a disk stop, at the time of the stop, and is told once', async () => {
    const watch = watchAt(NEVER_FREE);
    await watch.begin(PRIVATE, SESSION);
    await expect.poll(noted).toBe(true);
    watch.adoptStop();
    watch.adoptStop();
    expect(told).toEqual({ warned: ['disk-floor'], stopped: ['disk-floor'] });
    expect(run.stoppedAtFloorMs).toBeGreaterThan(0);
    watch.end();
    expect(noted()).toBe(false);
  });

  it('is told also when the user had asked for the end before', async () => {
    told.stopped.push('stop');
    const watch = watchAt(NEVER_FREE);
    await watch.begin(PRIVATE, SESSION);
    await expect.poll(noted).toBe(true);
    watch.adoptStop();
    expect(told.warned).toEqual(['disk-floor']);
    expect(run.stoppedAtFloorMs).toBeGreaterThan(0);
  });

  it('is not told again when this process stopped the run at the floor itself', async () => {
    told.stopped.push('disk-floor');
    const watch = watchAt(NEVER_FREE);
    await watch.begin(PRIVATE, SESSION);
    await expect.poll(noted).toBe(true);
    watch.adoptStop();
    expect(told.warned).toEqual([]);
  });

  it('is nothing while there is room', async () => {
    const watch = watchAt({ diskFloorBytes: 0 });
    await watch.begin(PRIVATE, SESSION);
    watch.adoptStop();
    expect(told).toEqual({ warned: [], stopped: [] });
  });
});

it('continues a stopped process, where only that process may stop the session', async () => {
  const stopped = spawn('sh', ['-c', 'kill -STOP $$; echo continued'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const printed = new Promise<string>((resolve) => stopped.stdout.once('data', (data) => resolve(String(data))));
  const state = (): string => readFileSync(`/proc/${stopped.pid}/status`, 'utf8');
  await expect.poll(state).toMatch(/^State:\tT/m);
  const guard = startFloorGuard({
    floorBytes: NEVER_FREE.diskFloorBytes,
    path: folder,
    notePath: join(folder, 'note'),
    stop: continueCommand(stopped.pid ?? 0),
  });
  over.push(() => guard.end());
  expect(await printed).toBe('continued\n');
});
