import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Journal } from '@core/journal/journal';
import { raiseMovingFlag, refuseMoving } from '@core/journal/moving-flag';
import { removeDrafts } from '@core/library/drafts';
import { writeMoveNote } from '@core/library/move/move-note';
import { recoverMove } from '@core/library/move/recover-move';
import { TraceLibrary } from '@core/library/trace-library';
import { ownIdentity, type ProcessIdentity } from '@core/process/identity';
import { ownPlace } from '@core/process/place';
import { recover } from '@core/runs/cleanup/recover';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plantTrace } from '../library/plant';
import { RUN_ID } from '../setup/configs';
import { gone, inAnotherNamespace, onAnotherMachine } from '../setup/other-places';
import { scratchFolder } from '../setup/scratch';

const scratch = scratchFolder();
const at = (...path: string[]): string => join(scratch.path, ...path);

/** Creates the journal, trace and runtime folder of a recording in progress. */
function recording(owner: ProcessIdentity): void {
  mkdirSync(at('traces'));
  const runtimeDir = at('run', 'ct-abcdef');
  mkdirSync(runtimeDir, { recursive: true, mode: 0o700 });
  writeFileSync(join(runtimeDir, 'owner.json'), JSON.stringify(owner), { mode: 0o600 });
  const journal = Journal.open(at('traces'), { runId: RUN_ID, owner, runtimeDir });
  journal.promise(
    { id: 'folder', title: 'Make the folder' },
    { kind: 'settle-trace', path: at('traces', RUN_ID), runId: RUN_ID },
  );
  plantTrace(at('traces'), RUN_ID, { state: 'recording' });
}

const recovered = () => {
  mkdirSync(at('run', 'ct-caller'), { recursive: true });
  return recover(new TraceLibrary(at('traces')), at('run'), at('run', 'ct-caller'));
};
const stateOfTrace = (): string => JSON.parse(readFileSync(at('traces', RUN_ID, 'trace.json'), 'utf8')).state;

let namespace: Awaited<ReturnType<typeof inAnotherNamespace>>;
beforeAll(async () => {
  namespace = await inAnotherNamespace();
});
afterAll(() => namespace.end());

const PLACES: [string, () => ProcessIdentity, string][] = [
  ['in another pid namespace', () => namespace.owner, ownPlace().host ?? ''],
  ['on another machine', onAnotherMachine, 'node17'],
];

describe('recover, while a recording is running elsewhere', () => {
  it.each(PLACES)('does not touch a recording %s and says where to run recover', async (_where, owner, host) => {
    recording(owner());
    const recovery = await recovered();
    expect(recovery).toMatchObject({ settled: [], removedFolders: [], failed: [] });
    expect(recovery.leftAlone).toEqual([{ what: RUN_ID, why: expect.stringContaining(host) }]);
    expect(stateOfTrace()).toBe('recording');
    expect(existsSync(at('run', 'ct-abcdef'))).toBe(true);
    expect(existsSync(at('traces', '.journal', `${RUN_ID}.jsonl`))).toBe(true);
  });

  it("does not touch what a journal of another user names, in a copy of that user's library", async () => {
    recording(gone());
    const path = at('traces', '.journal', `${RUN_ID}.jsonl`);
    const other = (process.getuid?.() ?? 0) + 1;
    writeFileSync(path, readFileSync(path, 'utf8').replace(/"uid":\d+/, `"uid":${other}`));
    const recovery = await recovered();
    expect(recovery.settled).toEqual([]);
    expect(recovery.leftAlone).toEqual([{ what: RUN_ID, why: expect.stringContaining(`id ${other}`) }]);
    expect(stateOfTrace()).toBe('recording');
    expect(existsSync(path)).toBe(true);
  });

  it('cleans up a recording of an earlier boot of this machine, and one whose process has ended', async () => {
    recording({ ...gone(), bootId: '00000000-0000-0000-0000-000000000000' });
    expect((await recovered()).settled).toEqual([{ runId: RUN_ID, kept: true }]);
    expect(existsSync(at('run', 'ct-abcdef'))).toBe(false);
  });

  it('cleans up a recording of version 0.1, which noted no machine, on a disk of this machine', async () => {
    const { pid, startTime } = gone();
    recording({ pid, startTime, bootId: '00000000-0000-0000-0000-000000000000' });
    expect((await recovered()).settled).toEqual([{ runId: RUN_ID, kept: true }]);
  });

  it.each(PLACES)('does nothing in a library that is being moved %s', (_where, owner, host) => {
    mkdirSync(at('traces'));
    raiseMovingFlag(at('traces'), '/new');
    const flag = at('traces', '.moving');
    const own = JSON.stringify(ownIdentity());
    writeFileSync(flag, readFileSync(flag, 'utf8').replace(own, JSON.stringify(owner())));
    expect(() => refuseMoving(at('traces'))).toThrow(
      expect.objectContaining({ code: 'config', message: expect.stringContaining(host) }),
    );
  });

  it.each(PLACES)('does not touch the note of a move %s', async (_where, owner) => {
    mkdirSync(at('traces'));
    plantTrace(at('traces'), RUN_ID);
    writeMoveNote(at('config'), {
      schema: 1,
      owner: owner(),
      phase: 'committed',
      from: at('traces'),
      to: at('new'),
      copy: null,
      made: [],
      setting: false,
    });
    expect(await recoverMove(at('config'))).toBe('elsewhere');
    expect(existsSync(at('traces', RUN_ID))).toBe(true);
  });

  it('keeps a file that a process elsewhere is writing, and removes an abandoned one', async () => {
    mkdirSync(at('traces'));
    for (const name of ['a.4194304.00000000.new', 'a.4194304.new']) writeFileSync(at('traces', name), '');
    await removeDrafts(at('traces'));
    expect(['a.4194304.00000000.new', 'a.4194304.new'].map((name) => existsSync(at('traces', name)))).toEqual([
      true,
      false,
    ]);
  });
});
