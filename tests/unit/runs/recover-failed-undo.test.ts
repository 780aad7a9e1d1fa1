import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Journal } from '@core/journal/journal';
import { TraceLibrary } from '@core/library/trace-library';
import { ownIdentity, type ProcessIdentity } from '@core/process/identity';
import { recover } from '@core/runs/cleanup/recover';
import { AppError } from '@shared/model/app-error';
import { describe, expect, it } from 'vitest';
import { RUN_ID } from '../setup/configs';
import { gone } from '../setup/other-places';
import { scratchFolder } from '../setup/scratch';

const scratch = scratchFolder();
const FOLDER = { id: 'folder', title: 'Make the folder' };
const at = (...path: string[]): string => join(scratch.path, ...path);
const journalFile = (): string => at('traces', '.journal', `${RUN_ID}.jsonl`);

/** Creates the journal of a run whose undo failed and whose trace folder was removed. */
function failedRun(owner: ProcessIdentity): void {
  mkdirSync(at('traces'));
  mkdirSync(at('run', 'ct-abcdef'), { recursive: true, mode: 0o700 });
  writeFileSync(at('run', 'ct-abcdef', 'owner.json'), JSON.stringify(owner), { mode: 0o600 });
  const journal = Journal.open(at('traces'), { runId: RUN_ID, owner, runtimeDir: at('run', 'ct-abcdef') });
  journal.promise(FOLDER, { kind: 'settle-trace', path: at('traces', RUN_ID), runId: RUN_ID });
  journal.end([{ step: FOLDER, error: new AppError('denied', 'The disk refused.') }]);
}
const recovered = () => {
  mkdirSync(at('run', 'ct-caller'), { recursive: true });
  return recover(new TraceLibrary(at('traces')), at('run'), at('run', 'ct-caller'));
};

describe('an undo that failed in a run whose trace folder is gone', () => {
  it('is reported by recover with the title of its step and its reason while its process is running, which is not touched', async () => {
    failedRun(ownIdentity());
    const { failed, settled } = await recovered();
    expect(failed).toEqual([
      { what: expect.stringContaining(RUN_ID), error: expect.stringContaining('The disk refused.') },
    ]);
    expect(failed[0]?.what).toContain(FOLDER.title);
    expect(failed[0]?.error).toContain(String(process.pid));
    expect(settled).toEqual([]);
    expect(existsSync(journalFile())).toBe(true);
  });

  it('is repeated by recover after its process has ended', async () => {
    failedRun(gone());
    expect(await recovered()).toMatchObject({ failed: [], settled: [{ runId: RUN_ID, kept: false }] });
    expect(existsSync(journalFile())).toBe(false);
  });
});
