import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { INDEX_FILE } from '@core/library/row-index';
import { TraceLibrary } from '@core/library/trace-library';
import { traceRowSchema } from '@shared/model/trace-record';
import { beforeEach, describe, expect, it } from 'vitest';
import { awaitCondition } from '../../setup/await-condition';
import { recordOf } from '../setup/configs';
import { scratchFolder } from '../setup/scratch';
import { plantTrace } from './plant';

const MANY = 70;
const scratch = scratchFolder();
const idOf = (n: number): string => `20260101-0304${String(n).padStart(2, '0')}-0a1b2c`;
const FIRST = idOf(0);
const at = (...path: string[]): string => join(scratch.path, ...path);
const titles = async (): Promise<string[]> => (await new TraceLibrary(scratch.path).rows()).map((row) => row.title);
const expected = (): string[] => Array.from({ length: MANY }, (_, n) => `Title ${MANY - 1 - n}`);
const write = (id: string, title: string): void => writeFileSync(at(id, 'trace.json'), text(id, title));
const text = (id: string, title: string): string =>
  JSON.stringify(recordOf({ id, title, createdAt: new Date(Number(id.slice(13, 15)) * 1000).toISOString() }));

beforeEach(async () => {
  for (let n = 0; n < MANY; n += 1) {
    plantTrace(scratch.path, idOf(n));
    write(idOf(n), `Title ${n}`);
  }
  // What changed a moment ago is not trusted yet.
  const { ctimeMs } = statSync(at(idOf(MANY - 1), 'trace.json'));
  await awaitCondition(() => Date.now() > ctimeMs + 50, { what: 'the files to be older', timeoutMs: 5000 });
  expect(await titles()).toEqual(expected());
});

describe('the index of rows', () => {
  it('is for its owner alone, holds each row, and is what the next one reads', async () => {
    expect(statSync(at(INDEX_FILE)).mode & 0o777).toBe(0o600);
    const lines = readFileSync(at(INDEX_FILE), 'utf8').trimEnd().split('\n');
    expect(lines).toHaveLength(MANY + 1);
    writeFileSync(at(INDEX_FILE), lines.join('\n').replace('"Title 3"', '"From the index"'));
    expect(await titles()).toContain('From the index');
  });

  it('is not read if its rows have other fields', async () => {
    const [header = '', ...lines] = readFileSync(at(INDEX_FILE), 'utf8')
      .replace('"Title 3"', '"From the index"')
      .split('\n');
    const { fields, ...others } = JSON.parse(header);
    writeFileSync(at(INDEX_FILE), [JSON.stringify({ ...others, fields: fields.slice(1) }), ...lines].join('\n'));
    expect(await titles()).toEqual(expected());
  });

  it('is passed over for what changed, by whatever process', async () => {
    write(FIRST, 'Changed here');
    expect(await titles()).toContain('Changed here');
    const open = new TraceLibrary(scratch.path);
    await open.rows();
    await new TraceLibrary(scratch.path).rename(FIRST, 'Changed there');
    expect((await open.rows()).at(-1)?.title).toBe('Changed there');
    const { mtime, size } = statSync(at(FIRST, 'trace.json'));
    writeFileSync(at(FIRST, 'beside'), readFileSync(at(FIRST, 'trace.json'), 'utf8').replace('there', 'again'));
    renameSync(at(FIRST, 'beside'), at(FIRST, 'trace.json'));
    utimesSync(at(FIRST, 'trace.json'), mtime, mtime);
    expect(statSync(at(FIRST, 'trace.json')).size).toBe(size);
    expect((await open.rows()).at(-1)?.title).toBe('Changed again');
  });

  it('forgets what was deleted, also while the list is open', async () => {
    const open = new TraceLibrary(scratch.path);
    await open.rows();
    rmSync(at(FIRST), { recursive: true });
    expect(await open.rows()).toHaveLength(MANY - 1);
    expect(await titles()).toHaveLength(MANY - 1);
  });

  it.each([
    ['is gone', () => rmSync(at(INDEX_FILE))],
    ['is cut off', () => truncateSync(at(INDEX_FILE), 3000)],
    ['is empty', () => writeFileSync(at(INDEX_FILE), '')],
    ['is of another kind', () => writeFileSync(at(INDEX_FILE), '{"version":9}\n{}\n')],
    ['has lines that are none', () => writeFileSync(at(INDEX_FILE), broken())],
  ])('is done without when it %s', async (_what, damage) => {
    damage();
    expect(await titles()).toEqual(expected());
    expect(await titles()).toEqual(expected());
    expect(existsSync(at(INDEX_FILE))).toBe(true);
  });

  const broken = (): string =>
    readFileSync(at(INDEX_FILE), 'utf8').replaceAll('"state":"ready"', '"state":"odd"').replace('"tags":[]', '"tags');

  it('does without a place to write', async () => {
    rmSync(at(INDEX_FILE));
    mkdirSync(at(INDEX_FILE));
    expect(await titles()).toEqual(expected());
  });
});

describe('the rows as text', () => {
  it('are the rows', async () => {
    const library = new TraceLibrary(scratch.path);
    expect(JSON.parse(await library.rowsText())).toEqual(await library.rows());
    expect(await new TraceLibrary(at('nowhere')).rowsText()).toBe('[]');
  });
});

describe('the first rows', () => {
  it('are the newest, whole, without the others', async () => {
    const library = new TraceLibrary(scratch.path);
    const rows = await library.firstRows(3);
    expect(rows.map((row) => row.title)).toEqual(expected().slice(0, 3));
    for (const row of rows) traceRowSchema.parse(row);
    expect(await library.firstRows(1000)).toHaveLength(MANY);
    expect(await new TraceLibrary(at('nowhere')).firstRows(3)).toEqual([]);
  });
});
