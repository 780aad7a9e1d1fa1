import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Journal } from '@core/journal/journal';
import { withRecordingStates } from '@core/library/recording-owner';
import { TraceLibrary } from '@core/library/trace-library';
import { ownIdentity, type ProcessIdentity } from '@core/process/identity';
import { ownPlace } from '@core/process/place';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RUN_ID } from '../setup/configs';
import { gone, inAnotherNamespace, onAnotherMachine } from '../setup/other-places';
import { scratchFolder } from '../setup/scratch';
import { plantTrace } from './plant';

const scratch = scratchFolder();
const journal = (): string => join(scratch.path, '.journal', `${RUN_ID}.jsonl`);
const library = (): TraceLibrary => new TraceLibrary(scratch.path);

const own = (owner: ProcessIdentity): Journal =>
  Journal.open(scratch.path, { runId: RUN_ID, owner, runtimeDir: join(scratch.path, 'ct-abcdef') });

let namespace: Awaited<ReturnType<typeof inAnotherNamespace>>;
beforeAll(async () => {
  namespace = await inAnotherNamespace();
});
afterAll(() => namespace.end());
beforeEach(() => plantTrace(scratch.path, RUN_ID, { state: 'recording' }));

/** What the list, its first page and the details say. */
async function told() {
  const all = [...(await library().rows()), ...(await library().firstRows(1)), await library().report(RUN_ID)];
  const texts = new Set(all.map(({ state, recordedOn = null }) => JSON.stringify({ state, recordedOn })));
  expect(texts.size, 'list, first page and details agree').toBe(1);
  return JSON.parse([...texts][0] ?? '');
}

const PLACES: [string, () => ProcessIdentity, { state: string; recordedOn: string | null }][] = [
  ['is running', ownIdentity, { state: 'recording', recordedOn: null }],
  ['has ended', gone, { state: 'interrupted', recordedOn: null }],
  ['is of an earlier boot', () => ({ ...gone(), bootId: '0-0' }), { state: 'interrupted', recordedOn: null }],
  ['is on another machine', onAnotherMachine, { state: 'recording', recordedOn: 'node17' }],
  [
    'is in another pid namespace',
    () => namespace.owner,
    { state: 'recording', recordedOn: `${ownPlace().host}, in another pid namespace` },
  ],
];

describe('a trace whose record says that it is being recorded', () => {
  it.each(PLACES)('is listed by its process, when that %s', async (_how, owner, expected) => {
    own(owner());
    expect(await told()).toEqual(expected);
  });

  it('is interrupted without a journal', async () => {
    expect(await told()).toEqual({ state: 'interrupted', recordedOn: null });
  });

  it('is recording under a journal that cannot be read', async () => {
    own(gone());
    writeFileSync(journal(), 'not a journal');
    expect(await told()).toEqual({ state: 'recording', recordedOn: null });
  });

  it('is not called interrupted when its run ends while the list is read', async () => {
    const [before] = await library().rows();
    if (!before) throw new Error('The planted trace is not listed.');
    const finished = { ...before, state: 'ready' as const };
    expect(withRecordingStates([{ ...before, state: 'recording' }], scratch.path, () => finished)).toEqual([finished]);
  });

  it('is read again each time, since a process can end without any change of the library', async () => {
    const one = library();
    const running = own(ownIdentity());
    expect((await one.rows())[0]?.state).toBe('recording');
    running.close();
    own(gone());
    expect((await one.rows())[0]?.state).toBe('interrupted');
    rmSync(journal());
  });
});
