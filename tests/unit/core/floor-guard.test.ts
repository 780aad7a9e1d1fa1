import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ChildEnvironment } from '@core/process/child-environment';
import { type FloorGuard, startFloorGuard } from '@core/watchdog/floor-guard';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

/** More free bytes than any file system has. */
const NEVER_FREE = Number.MAX_SAFE_INTEGER;

let folder: string;
let guard: FloorGuard | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ct floor-'));
});
afterEach(async () => {
  guard?.end();
  guard = undefined;
  await expect.poll(guards).toEqual([]);
  rmSync(folder, { recursive: true });
});

/** Starts a guard whose "recorder" writes its environment and arguments into a file when it is stopped. */
function guardAt(floorBytes: number, path = folder): FloorGuard {
  const writeArguments = ['-c', 'printf "%s\\n" "$WHICH" "$@" >"$1"', 'sh', join(folder, 'stopped'), 'a b', '$(id)'];
  guard = startFloorGuard({
    floorBytes,
    path,
    notePath: join(folder, 'note'),
    stop: { file: 'sh', args: writeArguments, env: ChildEnvironment.known({ WHICH: 'this daemon' }) },
  });
  return guard;
}

/** Processes that have a path in this test's folder among their arguments. */
function guards(): string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(folder);
    } catch {
      return false; // it has ended
    }
  });
}

const stopped = (): string => readFileSync(join(folder, 'stopped'), 'utf8');

describe('the guard of the free space, a separate process', () => {
  it('stops the recorder below the floor with the given environment and arguments, and reports the time', async () => {
    const { stoppedAtMs } = guardAt(NEVER_FREE);
    await expect.poll(() => existsSync(join(folder, 'stopped')) && stopped()).toMatch(/\n$/);
    expect(stopped()).toBe(`this daemon\n${join(folder, 'stopped')}\na b\n$(id)\n`);
    expect(stoppedAtMs()).toBe(statSync(join(folder, 'note')).mtimeMs);
  });

  it('does not stop the recorder while there is enough space, until it is ended', async () => {
    const { stoppedAtMs } = guardAt(0);
    await expect.poll(guards).not.toEqual([]);
    guard?.end();
    await expect.poll(guards).toEqual([]);
    expect(stoppedAtMs()).toBeUndefined();
    expect(existsSync(join(folder, 'stopped'))).toBe(false);
  });

  it('stops checking when the folder is gone', async () => {
    guardAt(NEVER_FREE, join(folder, 'gone'));
    await expect.poll(() => guards().length).toBe(1); // the shell that waits for its owner
    expect(existsSync(join(folder, 'note'))).toBe(false);
  });
});
