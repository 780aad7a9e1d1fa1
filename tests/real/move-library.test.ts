import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statfsSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { traceReportSchema } from '@shared/model/trace-record';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { awaitCondition } from '../setup/await-condition';
import { inWorld } from '../setup/in-world';
import { runCli, startCli } from '../setup/run-cli';
import { runTool } from '../setup/run-tool';
import { world } from '../setup/world-state';
import { readTrace } from './reading/read-trace';
import { expectNothingLeft } from './reading/ways';

const MIB = 1_048_576;
/** Large enough that a copy can be interrupted halfway. */
const BALLAST = 256 * MIB;

/** Fills all free space. */
function fill(path: string): void {
  const { bavail, bsize } = statfsSync(dirname(path));
  try {
    writeFileSync(path, Buffer.alloc(bavail * bsize));
  } catch (error) {
    // Another writer took a part of the space meanwhile, which has the same effect.
    expect(error).toMatchObject({ code: 'ENOSPC' });
  }
}

inWorld('a library that the command line of a plain user moves to another disk', () => {
  let home = '';
  let disk = '';
  let id = '';
  let events = 0;
  beforeAll(async () => {
    const { folder, user } = world();
    home = mkdtempSync(join(folder, 'move-'));
    disk = mkdtempSync(join(folder, 'disk-'));
    runTool('mount', ['-t', 'tmpfs', '-o', 'size=400m,mode=0700', 'ct-test', disk]);
    for (const path of [home, disk]) chownSync(path, user.uid, user.gid);
    const report = traceReportSchema.parse((await cli('sanity', '--json')).json());
    id = report.id;
    events = report.events ?? -1;
    writeFileSync(join(old(), id, 'ballast'), '');
    truncateSync(join(old(), id, 'ballast'), BALLAST);
    chownSync(join(old(), id, 'ballast'), user.uid, user.gid);
  });
  afterAll(() => {
    runTool('umount', [disk]);
  });
  const old = (): string => join(home, 'containers-trace/traces');
  const to = (): string => join(disk, 'mine', 'traces');
  /** Runs without options or variables of ours. Only the folders belong to the test. */
  const options = () => ({
    as: 'user' as const,
    env: { CONTAINERS_TRACE_LIBRARY: undefined, CONTAINERS_TRACE_CONFIG: join(home, 'config'), XDG_DATA_HOME: home },
  });
  const cli = (...args: string[]) => runCli(args, options());
  async function expectOneWhole(where: string): Promise<void> {
    const shown = traceReportSchema.parse((await cli('show', '--json', id)).json());
    expect(shown).toMatchObject({ state: 'ready', events });
    expect(readTrace(join(where, id))).toHaveLength(events);
    const half = [home, join(home, 'containers-trace'), disk, join(disk, 'mine')]
      .filter((folder) => existsSync(folder))
      .flatMap((folder) => readdirSync(folder).filter((name) => name.includes('.partial')));
    expect(half).toEqual([]);
    expect(existsSync(join(home, 'config', 'library-move.json'))).toBe(false);
  }

  it('stays in its old folder after kill -9, after Ctrl+C, and if the disk fills up during the copy', async () => {
    const killed = startCli(['move-library', to()], options());
    await killed.seen(/^10 %/m);
    killed.kill('SIGKILL');
    await killed.ended;
    // The watchdog cleans up, without another start.
    await awaitCondition(() => !existsSync(join(home, 'config', 'library-move.json')), {
      what: 'the watchdog to settle the move',
      timeoutMs: 10_000,
    });
    expect(existsSync(to())).toBe(false);
    await expectOneWhole(old());

    const cancelled = startCli(['move-library', to()], options());
    await cancelled.seen(/^10 %/m);
    cancelled.kill('SIGINT');
    expect(await cancelled.ended).toMatchObject({ code: 130 });
    expect(readdirSync(disk), 'the folder above it goes too').toEqual([]);
    await expectOneWhole(old());

    const filled = startCli(['move-library', to()], options());
    await filled.seen(/^10 %/m);
    // Stopped, so that the copy cannot be finished before the disk is full.
    filled.kill('SIGSTOP');
    fill(join(disk, 'filler'));
    filled.kill('SIGCONT');
    const result = await filled.ended;
    expect(result.code).toBe(1);
    expect(result.stderr).toMatch(/disk of .* is full/);
    await expectOneWhole(old());
    const room = await cli('move-library', '--json', to());
    expect(room.code).toBe(1);
    expect(room.stderr).toMatch(/needs \d+ MiB/);
    rmSync(join(disk, 'filler'));
  });

  it('is not moved during a recording, or if an option or variable sets the library', async () => {
    const going = startCli(['sanity', 'sleep', '60'], options());
    await awaitCondition(() => readdirSync(join(old(), '.journal')).length > 0, {
      what: 'its journal',
      timeoutMs: 20_000,
    });
    const refused = await cli('move-library', to());
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(/[Pp]rocess \d+/);
    going.kill('SIGINT');
    await going.ended;
    const { env, as } = options();
    const fixed = await runCli(['move-library', to()], { as, env: { ...env, CONTAINERS_TRACE_LIBRARY: old() } });
    expect(fixed.code).toBe(2);
    expect(fixed.stderr).toMatch(/^CONTAINERS_TRACE_LIBRARY /m);
  });

  it('is found by the settings, through its old path, and by new recordings', async () => {
    const moved = await cli('move-library', '--json', to());
    expect(moved.code, moved.stderr).toBe(0);
    expect(moved.json()).toEqual({ path: to(), setting: true });
    await expectOneWhole(to());
    expect(readlinkSync(old())).toBe(to());
    expect(JSON.parse(readFileSync(join(home, 'config', 'settings.json'), 'utf8'))).toMatchObject({ libraryDir: to() });
    const byOld = z.array(z.object({ id: z.string() })).parse((await cli('list', '--json', '--library', old())).json());
    expect(byOld.map((row) => row.id)).toContain(id);
    rmSync(join(to(), id, 'ballast'));
    const recorded = traceReportSchema.parse(
      (await cli('sanity', '--json', '--disk-floor', '1048576', '--library', old())).json(),
    );
    const list = z.array(z.object({ id: z.string() })).parse((await cli('list', '--json')).json());
    expect(list.map((row) => row.id)).toEqual(expect.arrayContaining([id, recorded.id]));
    expect(existsSync(join(to(), recorded.id))).toBe(true);

    mkdirSync(join(home, 'aside'));
    chownSync(join(home, 'aside'), world().user.uid, world().user.gid);
    const back = await cli('move-library', '--json', '--library', old(), join(home, 'aside'));
    expect(back.json()).toEqual({ path: join(home, 'aside'), setting: false });
    await expectOneWhole(join(home, 'aside'));
    await expectNothingLeft();
  });

  it('can be read on a read-only file system, and reports that when it is changed', async () => {
    const library = join(home, 'aside');
    runTool('chown', ['-R', 'root:root', library]);
    runTool('chmod', ['-R', 'a+rX', library]);
    for (const words of [['list'], ['show', id], ['disk'], ['trash'], ['free-space', '--older-than=0']])
      expect(await cli(...words, '--library', library)).toMatchObject({ code: 0 });
    for (const words of [
      ['note', id, '--notes=x'],
      ['delete', id],
      ['rename', id, 'x'],
    ]) {
      const refused = await cli(...words, '--library', library);
      expect(refused.code, refused.stderr).toBe(3);
      expect(refused.stderr).toContain(library);
    }
    const moved = await cli('move-library', '--library', library, join(home, 'elsewhere'));
    expect(moved.code, moved.stderr).toBe(3);
    expect(readdirSync(library)).not.toContain('.moving');
    expect(existsSync(join(home, 'config', 'library-move.json'))).toBe(false);
  });
});
