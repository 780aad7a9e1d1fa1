import { chmodSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TraceLibrary } from '@core/library/trace-library';
import { ownIdentity } from '@core/process/identity';
import { type Recovery, recover } from '@core/runs/cleanup/recover';
import { describe, expect, it } from 'vitest';
import { plantTrace } from '../library/plant';
import { RUN_ID } from '../setup/configs';
import { gone } from '../setup/other-places';
import { scratchFolder } from '../setup/scratch';

const scratch = scratchFolder();
const OTHER_RUN = '20260102-030405-ffffff';
const at = (...path: string[]): string => join(scratch.path, ...path);
const library = (): string => at('traces');
const base = (): string => at('run');
const journalPath = (): string => at('traces', '.journal', `${RUN_ID}.jsonl`);

/** Files of the user that do not belong to any recording. */
function victim(name: string): string {
  mkdirSync(at(name), { recursive: true });
  writeFileSync(at(name, 'thesis.txt'), 'years of work');
  return at(name);
}

function plantJournal(header: object, ...undos: unknown[]): void {
  mkdirSync(at('traces', '.journal'), { recursive: true, mode: 0o700 });
  const lines = [
    { type: 'run', runId: RUN_ID, owner: gone(), runtimeDir: join(base(), 'ct-abcdef'), ...header },
    ...undos.map((undo) => ({ type: 'undo', stepId: 'folder', undo })),
  ];
  writeFileSync(journalPath(), lines.map((line) => `${JSON.stringify(line)}\n`).join(''), { mode: 0o600 });
}

async function recovered(): Promise<Recovery> {
  mkdirSync(base(), { recursive: true });
  mkdirSync(join(base(), 'ct-caller'), { recursive: true });
  return recover(new TraceLibrary(library()), base(), join(base(), 'ct-caller'));
}

const settle = (path: string, runId = RUN_ID) => ({ kind: 'settle-trace', path, runId });
const session = (change: object) => ({
  kind: 'destroy-session',
  daemon: { kind: 'private', home: join(base(), 'ct-abcdef', 'd') },
  session: `ct-${RUN_ID}`,
  output: join(library(), RUN_ID),
  ...change,
});

/** Each function creates a journal that would remove or end something that does not belong to its run. */
const HOSTILE: [string, () => void][] = [
  ['another folder as the trace', () => plantJournal({}, settle(victim('documents')))],
  ['a folder of its name outside the library', () => plantJournal({}, settle(victim(RUN_ID)))],
  ['a path with a detour', () => plantJournal({}, settle(`${library()}/../documents/${RUN_ID}`))],
  ['an empty path', () => plantJournal({}, settle(''))],
  ['a relative path', () => plantJournal({}, settle(RUN_ID))],
  ["another run's trace", () => plantJournal({}, settle(join(library(), OTHER_RUN), OTHER_RUN))],
  [
    'a link in the place of its trace',
    () => {
      symlinkSync(victim('documents'), join(library(), RUN_ID));
      plantJournal({}, settle(join(library(), RUN_ID)));
    },
  ],
  ['an empty runtime folder', () => plantJournal({ runtimeDir: '' })],
  ['"." as the runtime folder', () => plantJournal({ runtimeDir: '.' })],
  ['"/" as the runtime folder', () => plantJournal({ runtimeDir: '/' })],
  ["a folder of the user's as the runtime folder", () => plantJournal({ runtimeDir: victim('third') })],
  ['a folder of its name elsewhere', () => plantJournal({ runtimeDir: victim('third/ct-abcdef') })],
  ['a folder of its name without our mark', () => plantJournal({ runtimeDir: victim('run/ct-abcdef') })],
  [
    "a living process's runtime folder",
    () => {
      writeFileSync(join(victim('run/ct-abcdef'), 'owner.json'), JSON.stringify(ownIdentity()), { mode: 0o600 });
      plantJournal({});
    },
  ],
  [
    'a link as the runtime folder',
    () => {
      mkdirSync(base());
      writeFileSync(join(victim('third'), 'owner.json'), JSON.stringify(gone()), { mode: 0o600 });
      symlinkSync(at('third'), join(base(), 'ct-abcdef'));
      plantJournal({});
    },
  ],
  [
    'the containers of another run',
    () => plantJournal({}, { kind: 'remove-containers', engine: 'docker', runId: OTHER_RUN }),
  ],
  ['containers without a run', () => plantJournal({}, { kind: 'remove-containers', engine: 'docker', runId: '' })],
  ['a session of another name', () => plantJournal({}, session({ session: 'work' }))],
  ['a session of another run', () => plantJournal({}, session({ session: `ct-${OTHER_RUN}` }))],
  ['a session that writes elsewhere', () => plantJournal({}, session({ output: victim('documents') }))],
  [
    'a session daemon elsewhere',
    () => plantJournal({}, session({ daemon: { kind: 'private', home: victim('documents') } })),
  ],
  ['a finished file as half made', () => plantJournal({}, { kind: 'remove-partial', path: victim('documents') })],
  [
    'something half made behind a link',
    () => {
      victim('documents/.containers-trace-0123456789ab.partial');
      symlinkSync(at('documents'), at('way'));
      plantJournal({}, { kind: 'remove-partial', path: at('way', '.containers-trace-0123456789ab.partial') });
    },
  ],
  ['a build without an id', () => plantJournal({}, { kind: 'end-build', engine: 'docker', buildId: '' })],
  ['an unknown kind of undo', () => plantJournal({}, { kind: 'remove-folder', path: victim('documents') })],
  [
    'two runs',
    () => {
      plantJournal({});
      writeFileSync(
        journalPath(),
        `${JSON.stringify({ type: 'run', runId: RUN_ID, owner: gone(), runtimeDir: '/run/ct-ffffff' })}\n`,
        { flag: 'a' },
      );
    },
  ],
  ['a run that is not in its file name', () => plantJournal({ runId: OTHER_RUN })],
];

/** All paths in a folder with their sizes, which recover must not change. */
const pictureOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true })
    .map(String)
    .filter((path) => !/^(traces\/\.(lock|index\.jsonl)|run(\/ct-caller)?)$/.test(path))
    .sort();

describe('recover on a library from elsewhere', () => {
  it.each(HOSTILE)('refuses a journal that names %s, and touches nothing', async (_what, plant) => {
    mkdirSync(library());
    plantTrace(library(), OTHER_RUN, { state: 'ready' });
    plant();
    const before = pictureOf(scratch.path);
    const { settled, removedFolders, failed } = await recovered();
    expect({ settled, removedFolders }).toEqual({ settled: [], removedFolders: [] });
    expect(failed).toEqual([{ what: expect.stringContaining(RUN_ID), error: expect.stringContaining(journalPath()) }]);
    expect(pictureOf(scratch.path)).toEqual(before);
  });

  it.each<[string, () => void]>([
    ['that others may write', () => chmodSync(journalPath(), 0o666)],
    ['in a folder that others may write', () => chmodSync(at('traces', '.journal'), 0o777)],
  ])('refuses a journal %s', async (_what, open) => {
    mkdirSync(library());
    plantTrace(library(), RUN_ID, { state: 'recording' });
    plantJournal({}, settle(join(library(), RUN_ID)));
    open();
    const { settled, failed } = await recovered();
    expect({ settled, failed: failed.length }).toEqual({ settled: [], failed: 1 });
    expect(existsSync(join(library(), RUN_ID, 'trace.json'))).toBe(true);
    expect(existsSync(journalPath())).toBe(true);
  });

  it('reads no journal through a link, a pipe or a folder', async () => {
    mkdirSync(library());
    plantJournal({}, settle(join(library(), RUN_ID)));
    mkdirSync(at('real'));
    symlinkSync(at('traces', '.journal'), at('real', '.journal'));
    const { failed } = await recover(new TraceLibrary(at('real')), base(), join(base(), 'ct-caller'));
    expect(failed).toEqual([{ what: expect.stringContaining(RUN_ID), error: expect.stringContaining('is a link') }]);
    expect(existsSync(journalPath())).toBe(true);
  });

  it('still cleans up after a valid journal', async () => {
    mkdirSync(library());
    mkdirSync(join(base(), 'ct-abcdef'), { recursive: true, mode: 0o700 });
    writeFileSync(join(base(), 'ct-abcdef', 'owner.json'), JSON.stringify(gone()), { mode: 0o600 });
    mkdirSync(join(library(), RUN_ID));
    plantJournal({}, settle(join(library(), RUN_ID)), session({}));
    const { settled, failed } = await recovered();
    expect({ settled, failed }).toEqual({ settled: [{ runId: RUN_ID, kept: false }], failed: [] });
    expect([existsSync(journalPath()), existsSync(join(base(), 'ct-abcdef'))]).toEqual([false, false]);
  });

  it.each<[string, string]>([
    ['.trash', 'notes.json'],
    ['.trash', `${RUN_ID}.json`],
    [RUN_ID, 'thesis.999999.new'],
  ])('follows no link %s to a file %s that looks left over', async (link, file) => {
    mkdirSync(library());
    writeFileSync(join(victim('documents'), file), 'x');
    symlinkSync(at('documents'), join(library(), link));
    await recovered();
    expect(existsSync(at('documents', file))).toBe(true);
  });

  it('keeps what is no trace in a folder of a run without a record', async () => {
    mkdirSync(library());
    mkdirSync(join(library(), RUN_ID));
    writeFileSync(join(library(), RUN_ID, 'thesis.txt'), 'years of work');
    plantJournal({}, settle(join(library(), RUN_ID)));
    await recovered();
    expect(existsSync(join(library(), RUN_ID, 'thesis.txt'))).toBe(true);
  });
});
