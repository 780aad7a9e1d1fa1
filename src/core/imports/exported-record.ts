import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@shared/model/app-error';
import { parseOrThrow } from '@shared/model/parse';
import { oneLine } from '@shared/model/plain-text';
import { containersFileSchema, type TraceRecord, traceRecordSchema } from '@shared/model/trace-record';
import { MIB } from '@shared/model/units';
import { refusedEntry } from '../archive/archive-error';
import type { NamedLeaf } from '../library/leaf-name-of-path';
import { CONTAINERS_FILE, RECORD_FILE, readJson, writeContainers } from '../library/trace-folder';
import { withPlainStrings } from './plain-strings';

const MOST_RECORD_BYTES = 4 * MIB;
const MOST_CONTAINERS_BYTES = 32 * MIB;
const MOST_TITLE_CHARS = 200;
export const LEAF_MISSING = `is listed as a leaf in ${RECORD_FILE}, but is not a folder of the trace.`;
const EXPORT_AGAIN = 'Export the trace again from the original library, then import the new export.';

/**
 * Reads the trace.json that another library exported, without its control characters. Each leaf that it names must be a
 * folder of the trace, so no path leads outside.
 * @throws AppError `config` when it is invalid, belongs to a running recording, or does not match the folder
 */
export async function exportedRecord(folder: string): Promise<TraceRecord> {
  await requireSize(folder, RECORD_FILE, MOST_RECORD_BYTES);
  const given = withPlainStrings(await readJson(join(folder, RECORD_FILE)));
  const record = parseOrThrow(traceRecordSchema, given, `The ${RECORD_FILE}`);
  if (record.state === 'recording')
    throw new AppError('config', `The trace ${record.id} was still being recorded in the original library.`, {
      hint: 'Stop the recording there first. If its process was killed, run `recover` there. Then export the trace again.',
    });
  await requireLeaves(folder, record);
  return { ...record, title: oneLine(record.title).slice(0, MOST_TITLE_CHARS) || record.id };
}

export const leavesOf = (record: TraceRecord): NamedLeaf[] =>
  record.recordings.flatMap(({ domain, leaves }) => leaves.map((leaf) => ({ ...leaf, domain })));

/** Validates containers.json and removes control characters from it. Without any, the file stays unchanged byte for byte. */
export async function checkContainers(folder: string): Promise<void> {
  if (!(await requireSize(folder, CONTAINERS_FILE, MOST_CONTAINERS_BYTES))) return;
  const given = await readJson(join(folder, CONTAINERS_FILE));
  const plain = withPlainStrings(given);
  const { containers } = parseOrThrow(containersFileSchema, plain, `The ${CONTAINERS_FILE}`);
  if (JSON.stringify(plain) !== JSON.stringify(given)) await writeContainers(folder, containers);
}

/** Requires each leaf to be a direct subfolder of the trace, and to be named only once. */
async function requireLeaves(folder: string, record: TraceRecord): Promise<void> {
  const seen = new Set<string>();
  for (const { path } of leavesOf(record)) {
    if (seen.has(path)) throw refusedEntry(path, `is listed as a leaf twice in ${RECORD_FILE}.`, EXPORT_AGAIN);
    seen.add(path);
    const isPlain = path !== '' && !path.includes('/') && !path.startsWith('.');
    const facts = isPlain ? await lstat(join(folder, path)).catch(() => undefined) : undefined;
    if (!facts?.isDirectory()) throw refusedEntry(path, LEAF_MISSING, EXPORT_AGAIN);
  }
}

/** @returns whether the file exists @throws AppError `config` when it is larger than the limit, or not a regular file */
async function requireSize(folder: string, name: string, most: number): Promise<boolean> {
  const facts = await lstat(join(folder, name)).catch(() => undefined);
  if (!facts) return false;
  if (!facts.isFile()) throw refusedEntry(name, 'is not a regular file.', EXPORT_AGAIN);
  if (facts.size > most) throw refusedEntry(name, `is larger than ${most / MIB} MiB.`, EXPORT_AGAIN);
  return true;
}
