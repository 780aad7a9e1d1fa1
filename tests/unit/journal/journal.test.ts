import { appendFileSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Journal, noteFailure, readJournals } from '@core/journal/journal';
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
    journal.promise('folder', settle);
    journal.promise('create-1', remove);
    const [content] = readJournals(scratch.path).journals;
    expect(content?.undos.map(({ stepId, undo }) => [stepId, undo])).toEqual([
      ['folder', settle],
      ['create-1', remove],
    ]);
    expect(journal.undos.map(({ stepId }) => stepId)).toEqual(['folder', 'create-1']);
  });

  it('is valid up to a last line that was cut off', () => {
    open().promise('folder', settle);
    const whole = readFileSync(pathOf(), 'utf8');
    for (const cut of ['{', '{"type":"undo","stepId":"se', '{"type":"undo"}', '\0\0\0', 'null', '[]'])
      for (const end of ['', '\n']) {
        writeFileSync(pathOf(), whole + cut + end);
        expect(readJournals(scratch.path).journals[0]?.undos.map(({ stepId }) => stepId)).toEqual(['folder']);
      }
  });

  it('keeps its promises when failed undos are recorded, and is not recreated by that', () => {
    open().promise('folder', settle);
    writeFileSync(pathOf(), readFileSync(pathOf(), 'utf8').trimEnd());
    noteFailure(pathOf(), 'folder', new AppError('command', 'Refused.', { detail: 'why' }));
    expect(readJournals(scratch.path).journals[0]?.undos.map(({ stepId }) => stepId)).toEqual(['folder']);
    const last = JSON.parse(readFileSync(pathOf(), 'utf8').trim().split('\n').at(-1) ?? '');
    expect(last).toMatchObject({ type: 'failed', stepId: 'folder', error: { message: 'Refused.', detail: 'why' } });
    noteFailure(pathOf('20260102-030405-ffffff'), 'folder', new AppError('command', 'Refused.'));
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
    journal.promise('folder', settle);
    journal.promise('create-1', remove);
    journal.end([{ stepId: 'create-1', error: new AppError('command', 'Refused.', { hint: 'Do.' }) }]);
    expect(readJournals(scratch.path).journals).toMatchObject([
      {
        runId: RUN_ID,
        failures: [{ stepId: 'create-1', error: { code: 'command', message: 'Refused.', hint: 'Do.' } }],
      },
    ]);
    journal.end([]);
    expect(readJournals(scratch.path)).toEqual({ journals: [], unreadable: [] });
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
