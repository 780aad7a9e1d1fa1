import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@shared/model/app-error';
import { parseOrThrow } from '@shared/model/parse';
import { oneLine } from '@shared/model/plain-text';
import { containersFileSchema, type TraceRecord, traceRecordSchema } from '@shared/model/trace-record';
import { refusedEntry } from '../archive/archive-error';
import type { NamedLeaf } from '../library/leaf-name-of-path';
import { CONTAINERS_FILE, RECORD_FILE, readJson, writeContainers } from '../library/trace-folder';
import { withPlainStrings } from './plain-strings';

const MIB = 1_048_576;
const MOST_RECORD_BYTES = 4 * MIB;
const MOST_CONTAINERS_BYTES = 32 * MIB;
const MOST_TITLE_CHARS = 200;
const WHOLE = 'Export the trace again where it came from, and bring that in.';

/**
 * The record of a trace that another library has written: as it is, but without what a terminal would obey. What it names
 * is looked for in the folder, so that nothing in it leads elsewhere.
 * @throws AppError `config` when it is none of ours, is that of a recording that goes on, or does not fit what is there
 */
export async function exportedRecord(folder: string): Promise<TraceRecord> {
  await requireSize(folder, RECORD_FILE, MOST_RECORD_BYTES);
  const given = withPlainStrings(await readJson(join(folder, RECORD_FILE)));
  const record = parseOrThrow(traceRecordSchema, given, `The ${RECORD_FILE}`);
  if (record.state === 'recording')
    throw new AppError('config', `The trace ${record.id} is being recorded where it comes from.`, {
      hint: 'End the recording there first; if nothing records it any more, `recover` settles it.',
    });
  await requireLeaves(folder, record);
  return { ...record, title: oneLine(record.title).slice(0, MOST_TITLE_CHARS) || record.id };
}

export const leavesOf = (record: TraceRecord): NamedLeaf[] =>
  record.recordings.flatMap(({ domain, leaves }) => leaves.map((leaf) => ({ ...leaf, domain })));

/** Checks what tells of the containers, and takes out of it what a terminal would obey; else it stays byte for byte. */
export async function checkContainers(folder: string): Promise<void> {
  if (!(await requireSize(folder, CONTAINERS_FILE, MOST_CONTAINERS_BYTES))) return;
  const given = await readJson(join(folder, CONTAINERS_FILE));
  const plain = withPlainStrings(given);
  const { containers } = parseOrThrow(containersFileSchema, plain, `The ${CONTAINERS_FILE}`);
  if (JSON.stringify(plain) !== JSON.stringify(given)) await writeContainers(folder, containers);
}

/** A leaf is a folder right in the trace's own; each is named once. */
async function requireLeaves(folder: string, record: TraceRecord): Promise<void> {
  const seen = new Set<string>();
  for (const { path } of leavesOf(record)) {
    if (seen.has(path))
      throw refusedEntry(path, `is named twice by the ${RECORD_FILE}: two leaves have one name.`, WHOLE);
    seen.add(path);
    const isPlain = path !== '' && !path.includes('/') && !path.startsWith('.');
    const facts = isPlain ? await lstat(join(folder, path)).catch(() => undefined) : undefined;
    if (!facts?.isDirectory())
      throw refusedEntry(path, `is a leaf by the ${RECORD_FILE}, but no folder of the trace.`, WHOLE);
  }
}

/** @returns whether it is there @throws AppError `config` when it is larger than ours ever is, or no file */
async function requireSize(folder: string, name: string, most: number): Promise<boolean> {
  const facts = await lstat(join(folder, name)).catch(() => undefined);
  if (!facts) return false;
  if (!facts.isFile()) throw refusedEntry(name, 'is no file.', WHOLE);
  if (facts.size > most) throw refusedEntry(name, `is larger than ${most / MIB} MiB, which none of ours is.`, WHOLE);
  return true;
}
