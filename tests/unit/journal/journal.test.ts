import { appendFileSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Journal, noteFailure } from '@core/journal/journal';
import { readJournals } from '@core/journal/read-journals';
import { ownIdentity } from '@core/process/identity';
import { AppError } from '@shared/model/app-error';
import type { UndoAction } from '@shared/planning/step';
import { describe, expect, it } from 'vitest';
import { RUN_ID } from '../setup/configs';
import { scratchFolder } from '../setup/scratch';

const scratch = scratchFolder();
const pathOf = (runId = RUN_ID): string => join(scratch.path, '.journal', `${runId}.jsonl`);
const open = (runId = RUN_ID): Journal =>
  Journal.open(scratch.path, { runId, owner: ownIdentity(), runtimeDir: '/run/ct-abcdef' });
const settle: UndoAction = { kind: 'settle-trace', path: '/t', runId: RUN_ID };
const remove: UndoAction = { kind: 'remove-containers', engine: 'docker', reach: 'self', runId: RUN_ID };

const FOLDER = { id: 'folder', title: 'Make the folder' };
const CREATE = { id: 'create-1', title: 'Create the container' };

describe('a journal', () => {
  it('exists on the disk, only for its owner, from the moment it is opened', () => {
    open();
    expect(statSync(pathOf()).mode & 0o777).toBe(0o600);
    expect(statSync(join(scratch.path, '.journal')).mode & 0o777).toBe(0o700);
    expect(readJournals(scratch.path)).toMatchObject({
      journals: [{ runId: RUN_ID, owner: ownIdentity(), runtimeDir: '/run/ct-abcdef', undos: [] }],
      unreadable: [],
    });
  });

  it('returns promises in the order in which they were made', () => {
    const journal = open();
    journal.promise(FOLDER, settle);
    journal.promise(CREATE, remove);
    const [content] = readJournals(scratch.path).journals;
    expect(content?.undos.map(({ step, undo }) => [step, undo])).toEqual([
      [FOLDER, settle],
      [CREATE, remove],
    ]);
    expect(journal.undos.map(({ step }) => step.id)).toEqual(['folder', 'create-1']);
  });

  it('keeps what the run noted for its trace, and lets the run continue where it cannot be written', () => {
    const warning = { code: 'lost', message: 'Lost 3 events.' };
    const journal = open();
    expect(readJournals(scratch.path).journals[0]).toMatchObject({ programBegan: false, warnings: [] });
    journal.noteProgram();
    journal.noteWarning(warning);
    expect(readJournals(scratch.path).journals[0]).toMatchObject({ programBegan: true, warnings: [warning] });
    journal.retractProgram();
    expect(journal.notes.programBegan).toBe(false);
    journal.noteProgram();
    journal.close();
    journal.noteWarning(warning);
    expect(journal.notes).toEqual({ programBegan: true, warnings: [warning, warning] });
    expect(readJournals(scratch.path)).toEqual({ journals: [], unreadable: [] });
  });

  it('is valid up to a last line that was cut off', () => {
    open().promise(FOLDER, settle);
    const whole = readFileSync(pathOf(), 'utf8');
    for (const cut of ['{', '{"type":"undo","stepId":"se', '{"type":"undo"}', '\0\0\0', 'null', '[]'])
      for (const end of ['', '\n']) {
        writeFileSync(pathOf(), whole + cut + end);
        expect(readJournals(scratch.path).journals[0]?.undos.map(({ step }) => step.id)).toEqual(['folder']);
      }
  });

  it('keeps its promises when failed undos are recorded, and is not recreated by that', () => {
    open().promise(FOLDER, settle);
    writeFileSync(pathOf(), readFileSync(pathOf(), 'utf8').trimEnd());
    noteFailure(pathOf(), { step: FOLDER, error: new AppError('command', 'Refused.', { detail: 'why' }) });
    expect(readJournals(scratch.path).journals[0]?.undos.map(({ step }) => step.id)).toEqual(['folder']);
    const last = JSON.parse(readFileSync(pathOf(), 'utf8').trim().split('\n').at(-1) ?? '');
    expect(last).toMatchObject({ type: 'failed', stepId: 'folder', error: { message: 'Refused.', detail: 'why' } });
    noteFailure(pathOf('20260102-030405-ffffff'), { step: FOLDER, error: new AppError('command', 'Refused.') });
    expect(readJournals(scratch.path)).toMatchObject({ journals: [{ runId: RUN_ID }], unreadable: [] });
  });

  it('is listed if it cannot be read, beside readable ones', () => {
    const other = '20260102-030405-ffffff';
    open();
    open(other);
    writeFileSync(pathOf(other), '{"type":"ru');
    mkdirSync(join(scratch.path, '.journal', 'folder.jsonl'));
    appendFileSync(join(scratch.path, '.journal', 'note.txt'), 'not one');
    const { journals, unreadable } = readJournals(scratch.path);
    expect(journals.map((journal) => journal.runId)).toEqual([RUN_ID]);
    expect(unreadable.sort()).toEqual([pathOf(other), join(scratch.path, '.journal', 'folder.jsonl')].sort());
  });

  it('remains if undos failed, and contains the reasons', () => {
    const journal = open();
    journal.promise(FOLDER, settle);
    journal.promise(CREATE, remove);
    journal.end([{ step: CREATE, error: new AppError('command', 'Refused.', { hint: 'Do.' }) }]);
    expect(readJournals(scratch.path).journals).toMatchObject([
      {
        runId: RUN_ID,
        failures: [{ step: CREATE, error: { code: 'command', message: 'Refused.', hint: 'Do.' } }],
      },
    ]);
    journal.end([]);
    expect(readJournals(scratch.path)).toEqual({ journals: [], unreadable: [] });
  });

  it('contains the causes of a failed undo', () => {
    const journal = open();
    journal.promise(CREATE, remove);
    const cause = new Error('HTTP code 500', { cause: new Error('device busy') });
    journal.end([{ step: CREATE, error: new AppError('command', 'Refused.', { detail: 'why', cause }) }]);
    expect(readJournals(scratch.path).journals[0]?.failures[0]?.error.detail).toBe(
      'why\nCaused by: HTTP code 500\nCaused by: device busy',
    );
  });

  it('of version 0.1, without titles, is read with the ids of its steps', () => {
    open();
    appendFileSync(pathOf(), `${JSON.stringify({ type: 'undo', stepId: 'folder', undo: settle })}\n`);
    expect(readJournals(scratch.path).journals[0]?.undos).toEqual([
      { step: { id: 'folder', title: 'folder' }, undo: settle },
    ]);
  });

  it('is read without the control sequences that a title contains, and with a bounded title', () => {
    open().promise({ id: 'folder', title: `\u001b[2JMake\nit ${'x'.repeat(1000)}` }, settle);
    const title = readJournals(scratch.path).journals[0]?.undos[0]?.step.title;
    expect(title).toMatch(/^Make it x{400,500}$/);
  });

  it('is deleted when nothing is left to undo', () => {
    open().close();
    expect(readJournals(scratch.path)).toEqual({ journals: [], unreadable: [] });
  });

  it('never replaces another journal', () => {
    open();
    expect(() => open()).toThrow(expect.objectContaining({ code: 'EEXIST' }));
  });

  it('does not exist in a library without runs', () => {
    expect(readJournals(join(scratch.path, 'nowhere'))).toEqual({ journals: [], unreadable: [] });
  });
});
