import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readlinkSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { raiseMovingFlag } from '@core/journal/moving-flag';
import { ANOTHER_MOVE, moveLibrary } from '@core/library/move/move-library';
import { writeMoveNote } from '@core/library/move/move-note';
import { recoverMove } from '@core/library/move/recover-move';
import { holdLock } from '@core/process/hold-lock';
import { identityOf, ownIdentity, type ProcessIdentity } from '@core/process/identity';
import { SettingsFile } from '@core/settings/settings-file';
import { describe, expect, it } from 'vitest';
import { A, B, expectWhole, movableLibrary } from '../setup/movable-library';
import { plantTrace } from './plant';

const { scratch, at, order, setting } = movableLibrary();

describe('a move whose process was killed', () => {
  /** A process that has ended: what a note says of it is up to whoever comes next. */
  async function ended(): Promise<ProcessIdentity> {
    const child: ChildProcess = spawn('true');
    const identity = identityOf(child.pid ?? 0);
    await new Promise((resolve) => child.once('close', resolve));
    if (!identity) throw new Error('it ended before it could be looked at');
    return identity;
  }
  const copy = () => ({
    partial: at('.containers-trace-00000000000a.partial'),
    old: at('.containers-trace-00000000000b.partial'),
  });
  const note = async (phase: 'copying' | 'committed', change: object = {}): Promise<void> =>
    writeMoveNote(at('config'), {
      schema: 1,
      owner: await ended(),
      phase,
      from: at('traces'),
      to: at('new'),
      copy: copy(),
      made: [],
      setting: true,
      ...change,
    });
  const clone = (): void => {
    mkdirSync(copy().partial);
    plantTrace(copy().partial, A);
    mkdirSync(join(copy().partial, '.trash'));
    plantTrace(join(copy().partial, '.trash'), B);
  };

  it('is left alone while that process lives', async () => {
    await note('copying', { owner: ownIdentity() });
    expect(await recoverMove(at('config'))).toBe('running');
    const turn = await holdLock(at('config'), 0);
    await expect(moveLibrary(order(at('new')))).rejects.toMatchObject({
      code: 'config',
      message: ANOTHER_MOVE,
    });
    await turn?.release();
  });

  it('goes when the copy was half: the library is where it was', async () => {
    mkdirSync(at('made'));
    await note('copying', { made: [at('made')], to: at('made', 'new') });
    raiseMovingFlag(at('traces'), at('made', 'new'));
    clone();
    expect(await recoverMove(at('config'))).toBe('undone');
    await expectWhole(at('traces'));
    expect(readdirSync(scratch.path).sort()).toEqual(['config', 'traces']);
    expect(existsSync(at('traces', '.moving'))).toBe(false);
    expect(await recoverMove(at('config'))).toBe('none');
  });

  /** Each state that a kill can leave behind the commit, as the steps of finishMove come one after the other. */
  const steps: [string, () => unknown][] = [
    ['the copy was to be renamed', () => undefined],
    ['the settings were to be changed', () => renameSync(copy().partial, at('new'))],
    [
      'the old one was to be put aside',
      () => new SettingsFile(at('config'), () => undefined).change({ libraryDir: at('new') }),
    ],
    ['the link was to be made', () => renameSync(at('traces'), copy().old)],
    ['the old one was to be removed', () => symlinkSync(at('new'), at('traces'))],
    ['it was half removed', () => rmSync(join(copy().old, A), { recursive: true })],
  ];
  it.each(steps.map(([title], n) => [title, n] as const))('is finished: %s', async (_title, n) => {
    await note('committed');
    clone();
    for (const [, step] of steps.slice(0, n + 1)) step();
    expect(await recoverMove(at('config'))).toBe('finished');
    await expectWhole(at('new'));
    expect(readlinkSync(at('traces'))).toBe(at('new'));
    expect(setting()).toBe(at('new'));
    expect(readdirSync(scratch.path).sort()).toEqual(['config', 'new', 'traces']);
  });

  const onOneDisk: [string, () => unknown][] = [
    ['the rename was to come', () => undefined],
    ['the link was to be made', () => renameSync(at('traces'), at('new'))],
    [
      'somebody made the old folder again in between',
      () => {
        renameSync(at('traces'), at('new'));
        mkdirSync(at('traces'));
      },
    ],
  ];
  it.each(onOneDisk)('is finished on one disk: %s', async (_title, accident) => {
    await note('committed', { copy: null });
    accident();
    expect(await recoverMove(at('config'))).toBe('finished');
    await expectWhole(at('new'));
    await expectWhole(at('traces'));
    expect(readlinkSync(at('traces'))).toBe(at('new'));
  });
});
