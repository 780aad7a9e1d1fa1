import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readableName } from '@shared/model/file-name';
import { parseJson } from '@shared/model/json';
import { oneLine } from '@shared/model/plain-text';
import { type TraceRow, traceRecordSchema } from '@shared/model/trace-record';
import { MOST_JSON_BYTES, requireBounded } from '../files/bounded-file';
import { entriesOf, onDisk } from '../files/file-names';
import { inSlices } from './in-slices';
import { libraryError } from './library-errors';
import { withRecordingStates } from './recording-owner';
import type { RowIndex } from './row-index';
import { RECORD_FILE } from './trace-folder';
import { rowOf, unknownRow } from './trace-rows';

/** File times have a resolution of up to 10 ms, so a file that changed just now may change again with the same time. */
const SETTLED_MS = 20;

/**
 * Every folder of a library as a row, newest first. Reads only the trace.json files that changed since they were indexed.
 * @throws AppError when the library's folder cannot be read; a missing folder is an empty library
 */
export async function readRows(libraryDir: string, index: RowIndex): Promise<TraceRow[]> {
  await index.load();
  const names = newestFirst(await traceFolders(libraryDir));
  const rows = await rowsOf(libraryDir, names, index);
  await index.keep(new Set(names));
  return rows;
}

/** Ids contain the local time, which repeats when the clock or the time zone changes. So more rows than asked for are compared. */
const COMPARED_TIMES = 3;

/**
 * The newest rows, without reading the others, since an id begins with the time.
 * @throws AppError as readRows does
 */
export async function readFirstRows(libraryDir: string, count: number, index: RowIndex): Promise<TraceRow[]> {
  const names = (await traceFolders(libraryDir)).filter((name) => /^\d{8}-/.test(name));
  const rows = await rowsOf(libraryDir, newestFirst(names).slice(0, COMPARED_TIMES * count), index);
  return rows.slice(0, count);
}

/** Sorts by id, which begins with the time, so that the rows are almost in order. */
const newestFirst = (names: string[]): string[] => names.sort().reverse();

async function traceFolders(libraryDir: string): Promise<string[]> {
  const entries = await entriesOf(libraryDir).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw libraryError(error, libraryDir);
  });
  return entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).map((entry) => entry.name);
}

async function rowsOf(libraryDir: string, names: readonly string[], index: RowIndex): Promise<TraceRow[]> {
  const rows: TraceRow[] = [];
  await inSlices(names, (name) => rows.push(rowOfFolder(libraryDir, name, index)));
  const told = withRecordingStates(rows, libraryDir, (id) => rowOfFolder(libraryDir, id, index));
  return told.sort((a, b) =>
    a.createdAt < b.createdAt ? 1 : a.createdAt > b.createdAt ? -1 : a.id < b.id ? 1 : a.id > b.id ? -1 : 0,
  );
}

function rowOfFolder(libraryDir: string, name: string, index: RowIndex): TraceRow {
  const shown = oneLine(readableName(name));
  const path = onDisk(join(libraryDir, name, RECORD_FILE));
  try {
    const { mtimeMs, ctimeMs, size, ino } = statSync(path);
    const version = `${mtimeMs} ${ctimeMs} ${size} ${ino}`;
    const known = index.get(name, version);
    if (known) return known;
    requireBounded(path.toString(), size, MOST_JSON_BYTES);
    const record = traceRecordSchema.parse(parseJson(readFileSync(path, 'utf8')));
    if (record.id !== name) return unknownRow(shown, `Its ${RECORD_FILE} belongs to the trace ${record.id}.`);
    const row = rowOf(record);
    if (ctimeMs < Date.now() - SETTLED_MS) index.set(version, row);
    return row;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    return unknownRow(shown, code ? `Its ${RECORD_FILE} cannot be read (${code}).` : `Its ${RECORD_FILE} is broken.`);
  }
}
