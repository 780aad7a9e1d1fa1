import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { libraryError } from '@core/library/library-errors';
import { TraceLibrary } from '@core/library/trace-library';
import { beforeEach, describe, expect, it } from 'vitest';
import { RUN_ID, recordOf } from '../setup/configs';
import { scratchFolder } from '../setup/scratch';

const scratch = scratchFolder();
const ids = [1, 2, 3].map((n) => `2026010${n}-030405-0a1b2c`);
let library = new TraceLibrary('');
beforeEach(() => {
  library = new TraceLibrary(scratch.path);
});

function plant(folder: string, text: string | object): void {
  mkdirSync(join(scratch.path, folder));
  writeFileSync(join(scratch.path, folder, 'trace.json'), typeof text === 'string' ? text : JSON.stringify(text));
}

describe('the rows of a library', () => {
  it('are newest first, and none where there is no library yet', async () => {
    for (const [n, id] of ids.entries()) plant(id, recordOf({ id, createdAt: `2026-01-0${n + 1}T00:00:00.000Z` }));
    expect((await library.rows()).map((row) => row.id)).toEqual([...ids].reverse());
    expect(await new TraceLibrary(join(scratch.path, 'nowhere')).rows()).toEqual([]);
  });

  it('are in the order of their start, also after the time zone or the clock was changed', async () => {
    const later = '20251231-200000-0a1b2c'; // recorded after a flight to the west
    plant(ids[0] ?? '', recordOf({ id: ids[0] ?? '', createdAt: '2026-01-01T03:04:05.000Z' }));
    plant(later, recordOf({ id: later, createdAt: '2026-01-01T05:00:00.000Z' }));
    expect((await library.rows()).map((row) => row.id)).toEqual([later, ids[0]]);
    expect((await library.firstRows(1)).map((row) => row.id)).toEqual([later]);
  });

  it('add up what was lost, and leave it open where one recording does not know', async () => {
    const [recording] = recordOf().recordings;
    if (!recording) throw new Error('The sample has no recording.');
    plant(
      RUN_ID,
      recordOf({
        recordings: [
          { ...recording, discardedEvents: 2 },
          { ...recording, discardedEvents: null },
        ],
      }),
    );
    expect((await library.rows())[0]).toMatchObject({ discardedEvents: null, lostPackets: 0 });
  });

  it.each([
    ['cut off', JSON.stringify(recordOf()).slice(0, 50), 'broken'],
    ['of a later version', { ...recordOf(), schema: 2 }, 'broken'],
    ['of another trace', recordOf({ id: ids[0] ?? '' }), ids[0] ?? ''],
    ['a list', '[]', 'broken'],
    ['empty', '', 'broken'],
  ])('show a trace.json that is %s as unknown, and keep it', async (_what, text, problem) => {
    plant(RUN_ID, text);
    const [row] = await library.rows();
    expect(row).toMatchObject({ id: RUN_ID, state: 'unknown' });
    expect(row?.problem).toContain(problem);
    if (problem === 'broken') await expect(library.delete(RUN_ID)).rejects.toMatchObject({ code: 'config' });
    expect(existsSync(join(scratch.path, RUN_ID, 'trace.json'))).toBe(true);
  });

  it('show a folder that is no trace, and leave out what is hidden and what is no folder', async () => {
    mkdirSync(join(scratch.path, 'holiday\u001b[31m pictures'));
    mkdirSync(join(scratch.path, '.journal'));
    writeFileSync(join(scratch.path, 'note.txt'), '');
    expect(await library.rows()).toMatchObject([
      { id: 'holiday pictures', state: 'unknown', problem: 'Its trace.json cannot be read (ENOENT).' },
    ]);
  });

  it('are never reached by what is no id', async () => {
    for (const id of ['..', '../..', '', 'x'.repeat(300), `${RUN_ID}/../..`, 'a\u001b[31m'])
      for (const use of [library.report(id), library.delete(id), library.record(id), library.rename(id, 'x')])
        await expect(use).rejects.toMatchObject({ code: 'config' });
    await expect(library.report(RUN_ID)).rejects.toMatchObject({
      code: 'missing',
      message: expect.stringContaining(RUN_ID),
    });
  });

  it('say of a folder without a trace.json that it is kept', async () => {
    mkdirSync(join(scratch.path, RUN_ID));
    for (const use of [() => library.report(RUN_ID), () => library.delete(RUN_ID)])
      await expect(use()).rejects.toMatchObject({
        code: 'config',
        message: expect.stringContaining(`${RUN_ID} cannot be used: its trace.json`),
        hint: expect.stringContaining(join(scratch.path, RUN_ID)),
      });
    expect(existsSync(join(scratch.path, RUN_ID))).toBe(true);
  });

  it('refuse to delete what is being recorded', async () => {
    plant(RUN_ID, recordOf({ state: 'recording' }));
    await expect(library.delete(RUN_ID)).rejects.toMatchObject({ code: 'config' });
    expect(existsSync(join(scratch.path, RUN_ID))).toBe(true);
  });

  it('take a new title in one clean line', async () => {
    plant(RUN_ID, recordOf());
    await library.rename(RUN_ID, ' New\n\u001b[1mtitle 🦊 ');
    expect((await library.rows())[0]?.title).toBe('New title 🦊');
    await expect(library.rename(RUN_ID, '\u001b[1m')).rejects.toMatchObject({ code: 'config' });
  });

  it('say what is wrong with the place itself', async () => {
    const file = join(scratch.path, 'file');
    writeFileSync(file, '');
    for (const dir of [file, join(file, 'below')]) {
      await expect(new TraceLibrary(dir).prepare()).rejects.toMatchObject({
        code: 'config',
        message: libraryError({ code: 'ENOTDIR' }, dir).message,
      });
    }
    await expect(new TraceLibrary(file).rows()).rejects.toMatchObject({ code: 'config' });
  });
});
