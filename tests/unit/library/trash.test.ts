import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TraceLibrary } from '@core/library/trace-library';
import { beforeEach, describe, expect, it } from 'vitest';
import { scratchFolder } from '../setup/scratch';
import { plantTrace } from './plant';

const scratch = scratchFolder();
const [A, B, C] = ['20260101-030405-0a1b2c', '20260102-030405-0a1b2c', '20260103-030405-0a1b2c'] as const;
const DAY_MS = 24 * 3_600_000;
let library = new TraceLibrary('');
const at = (...path: string[]): string => join(scratch.path, ...path);
const ids = async (): Promise<string[]> => (await library.rows()).map((row) => row.id);

beforeEach(() => {
  library = new TraceLibrary(scratch.path);
});

function setDeletedAt(id: string, when: Date): void {
  writeFileSync(at('.trash', `${id}.json`), JSON.stringify({ schema: 1, deletedAt: when.toISOString() }));
}

describe('deleted traces', () => {
  beforeEach(() => {
    for (const id of [A, B, C]) plantTrace(scratch.path, id, { title: `Trace ${id}`, sizeBytes: 5000 });
  });

  it('leave the list, are in the trash for so many days, and come back as they were', async () => {
    const before = readFileSync(at(A, 'trace.json'), 'utf8');
    await library.delete([A, B, A]);
    expect(await ids()).toEqual([C]);
    const trashed = await library.trashed(3);
    expect(trashed.map(({ id }) => id)).toEqual([B, A]);
    expect(trashed[0]).toMatchObject({ title: `Trace ${B}`, sizeBytes: 5000 });
    for (const { deletedAt, until } of trashed) expect(Date.parse(until) - Date.parse(deletedAt)).toBe(3 * DAY_MS);
    await library.restore([A, B]);
    expect(await ids()).toEqual([C, B, A]);
    expect(readFileSync(at(A, 'trace.json'), 'utf8')).toBe(before);
    expect(existsSync(at('.trash'))).toBe(false);
    expect(await library.trashed()).toEqual([]);
  });

  it('are all moved, or none', async () => {
    writeFileSync(at(B, 'trace.json'), '{}');
    await expect(library.delete([A, B])).rejects.toMatchObject({ code: 'config' });
    plantTrace(scratch.path, '20260104-030405-0a1b2c', { state: 'recording' });
    await expect(library.delete([A, '20260104-030405-0a1b2c'])).rejects.toMatchObject({ code: 'config' });
    await expect(library.deleteNow([A, '20260105-030405-0a1b2c'])).rejects.toMatchObject({ code: 'missing' });
    await expect(library.restore([A])).rejects.toMatchObject({
      code: 'missing',
      hint: expect.stringContaining('trash'),
    });
    expect(await ids()).toEqual(['20260104-030405-0a1b2c', C, A, B]);
    await library.delete([A]);
    await expect(library.restore([A, C])).rejects.toMatchObject({ code: 'missing' });
    await expect(library.purge([A, C])).rejects.toMatchObject({ code: 'missing' });
    expect((await library.trashed()).map(({ id }) => id)).toEqual([A]);
  });

  it('go back to their places when one of several cannot be moved', async () => {
    mkdirSync(at('.trash', `${B}.json`), { recursive: true }); // no note can be written there
    await expect(library.delete([A, B])).rejects.toMatchObject({ code: 'command' });
    expect(await ids()).toEqual([C, B, A]);
    expect(readdirSync(at('.trash'))).toEqual([`${B}.json`]);
  });

  it('are not replaced, in the library or in the trash', async () => {
    await library.delete(A);
    plantTrace(scratch.path, A, { title: 'Another' });
    await expect(library.restore(A)).rejects.toMatchObject({
      code: 'config',
      message: expect.stringContaining(A),
      hint: expect.stringContaining('delete --now'),
    });
    await expect(library.delete(A)).rejects.toMatchObject({
      code: 'config',
      message: expect.stringContaining(A),
      hint: expect.stringContaining('trash --empty'),
    });
    await library.deleteNow(A);
    await library.restore(A);
    expect((await library.record(A)).title).toBe(`Trace ${A}`);
  });

  it('leave the disk when their time is over, by name, or all at once; the bytes are told', async () => {
    await library.delete([A, B, C]);
    setDeletedAt(A, new Date(Date.now() - 7.1 * DAY_MS));
    setDeletedAt(B, new Date(Date.now() - 6.9 * DAY_MS));
    expect(await library.purgeExpired(7)).toBeGreaterThan(1000);
    expect((await library.trashed()).map(({ id }) => id)).toEqual([C, B]);
    expect(await library.purgeExpired(7)).toBe(0);
    expect(await library.purge([B])).toBeGreaterThan(1000);
    expect(await library.purge('all')).toBeGreaterThan(1000);
    expect(await library.purge('all')).toBe(0);
    expect(readdirSync(scratch.path).filter((name) => name !== '.lock')).toEqual([]);
  });

  it('without a note have been deleted when their folder was moved', async () => {
    const before = Date.now();
    await library.delete(A);
    rmSync(at('.trash', `${A}.json`));
    utimesSync(at('.trash', A), new Date(0), new Date(0));
    expect(Date.parse((await library.trashed())[0]?.deletedAt ?? '')).toBeGreaterThan(before - 1000);
    writeFileSync(at('.trash', A, 'trace.json'), 'broken');
    expect(await library.trashed()).toMatchObject([{ id: A, title: A, sizeBytes: 1006 }]);
    await library.restore(A);
    expect((await library.rows()).find(({ id }) => id === A)).toMatchObject({ state: 'unknown' });
  });

  it('stay when an accident is cleaned up; what was on its way off the disk goes', async () => {
    await library.delete(A);
    mkdirSync(at('.purging.0123456789ab'));
    mkdirSync(at('.trash', `${B}.4711`));
    writeFileSync(at('.trash', `${C}.json`), '{}');
    await library.finishPurges();
    expect(readdirSync(at('.trash')).sort()).toEqual([A, `${A}.json`]);
    expect(existsSync(at('.purging.0123456789ab'))).toBe(false);
    expect(await ids()).toEqual([C, B]);
    await library.restore(A);
  });

  it('are never reached by what is no id', async () => {
    for (const id of ['../x', '..', '', `${A}.json`])
      for (const use of [library.restore(id), library.purge([id]), library.deleteNow(id)])
        await expect(use).rejects.toMatchObject({ code: 'config' });
  });

  it('are told to those who watch', async () => {
    let changes = 0;
    let heard = (): void => undefined;
    const stop = library.watch(() => {
      changes += 1;
      heard();
    });
    const next = async (act: () => Promise<unknown>): Promise<void> => {
      const before = changes;
      const told = new Promise<void>((resolve) => {
        heard = () => changes > before && resolve();
      });
      await act();
      await told;
    };
    await next(() => new TraceLibrary(scratch.path).delete(A));
    await next(() => new TraceLibrary(scratch.path).restore(A));
    await next(() => new TraceLibrary(scratch.path).annotate(A, { notes: 'x' }));
    stop();
  });
});

describe('notes and tags', () => {
  it('are cleaned, each tag once; what is not given stays', async () => {
    plantTrace(scratch.path, A);
    await library.annotate(A, { notes: 'one\ntwo\u001b[31m', tags: [' slow ', 'slow', 'a\u001b[1mb'] });
    expect(await library.record(A)).toMatchObject({ notes: 'one\ntwo', tags: ['slow', 'ab'] });
    await library.annotate(A, { addTags: ['new'], removeTags: ['slow'] });
    expect(await library.record(A)).toMatchObject({ notes: 'one\ntwo', tags: ['ab', 'new'] });
    expect(await library.report(A)).toMatchObject({ notes: 'one\ntwo', tags: ['ab', 'new'] });
  });

  it('have their bounds', async () => {
    plantTrace(scratch.path, A);
    const tags = Array.from({ length: 50 }, (_, n) => `tag ${n}`);
    await library.annotate(A, { notes: 'x'.repeat(20_000), tags });
    expect((await library.rows())[0]?.notes).toHaveLength(500);
    const refused = [
      [{ notes: 'x'.repeat(20_001) }, /20 000/],
      [{ addTags: ['one more'] }, /at most 50/],
      [{ tags: ['x'.repeat(61)] }, /tag 1: a tag has at most 60/],
      [{ tags: ['\u001b[1m'] }, /visible/],
    ] as const;
    for (const [annotation, message] of refused)
      await expect(library.annotate(A, annotation)).rejects.toMatchObject({
        code: 'config',
        message: expect.stringMatching(message),
      });
    expect(await library.record(A)).toMatchObject({ tags });
  });
});
