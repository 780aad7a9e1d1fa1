import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunContext } from '@core/runs/run-context';
import { continueCommand, FloorWatch, floorNotePath } from '@core/runs/watch/floor-watch';
import { startFloorGuard } from '@core/watchdog/floor-guard';
import type { EndedBy } from '@shared/model/trace-record';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

/** More free bytes than any file system has. */
const NEVER_FREE = { diskFloorBytes: Number.MAX_SAFE_INTEGER };
const SESSION = 'ct-20260102-030405-000000';
const PRIVATE = { kind: 'private', home: '/nonexistent' } as const;

let folder: string;
let reported: { warned: string[]; stopped: EndedBy[] };
let run: RunContext;
let over: (() => void)[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ct-floor-watch-'));
  reported = { warned: [], stopped: [] };
  over = [];
  run = {
    plan: { tracePath: folder },
    stoppedAtFloorMs: undefined,
    stoppedBy: () => reported.stopped[0],
    stop: (by: EndedBy) => reported.stopped.push(by),
    warn: ({ code }: { code: string }) => reported.warned.push(code),
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

describe('a stop by the guard while this process was suspended', () => {
  it('ends the run as a disk stop at the time of the stop, and is reported once', async () => {
    const watch = watchAt(NEVER_FREE);
    await watch.begin(PRIVATE, SESSION);
    await expect.poll(noted).toBe(true);
    watch.adoptStop();
    watch.adoptStop();
    expect(reported).toEqual({ warned: ['disk-floor'], stopped: ['disk-floor'] });
    expect(run.stoppedAtFloorMs).toBeGreaterThan(0);
    watch.end();
    expect(noted()).toBe(false);
  });

  it('is also reported if the user requested the end before', async () => {
    reported.stopped.push('stop');
    const watch = watchAt(NEVER_FREE);
    await watch.begin(PRIVATE, SESSION);
    await expect.poll(noted).toBe(true);
    watch.adoptStop();
    expect(reported.warned).toEqual(['disk-floor']);
    expect(run.stoppedAtFloorMs).toBeGreaterThan(0);
  });

  it('is not reported again if this process stopped the run at the floor', async () => {
    reported.stopped.push('disk-floor');
    const watch = watchAt(NEVER_FREE);
    await watch.begin(PRIVATE, SESSION);
    await expect.poll(noted).toBe(true);
    watch.adoptStop();
    expect(reported.warned).toEqual([]);
  });

  it('is not reported while there is enough space', async () => {
    const watch = watchAt({ diskFloorBytes: 0 });
    await watch.begin(PRIVATE, SESSION);
    watch.adoptStop();
    expect(reported).toEqual({ warned: [], stopped: [] });
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
