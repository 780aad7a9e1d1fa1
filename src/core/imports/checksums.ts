import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseChecksums } from '@shared/archive/checksum-list';
import { CHECKSUMS_FILE } from '@shared/archive/layout';
import { AppError } from '@shared/model/app-error';
import { decodeName } from '@shared/model/file-name';
import { MIB } from '@shared/model/units';
import { refusedEntry } from '../archive/archive-error';
import type { Sums } from '../archive/unpack';
import { onDisk } from '../files/file-names';

const MOST_BYTES = 64 * MIB;
/** Predicates of the messages for files that do not match the list. */
export const CHECKSUM_FAULTS = {
  notListed: `is not listed in the trace's ${CHECKSUMS_FILE}.`,
  differs: `does not match its checksum in the trace's ${CHECKSUMS_FILE}.`,
  missing: `is listed in the trace's ${CHECKSUMS_FILE}, but missing from the trace.`,
} as const;
const AGAIN =
  'The trace was changed after its export, or damaged during the transfer. Export it again from the original library.';

/**
 * Compares a trace's files with the checksum list of its export. Then deletes the list; the next export writes a new one.
 * @param files relative paths of all files, including the list
 * @param known checksums that were computed while unpacking
 * @returns false when there is no list @throws AppError `config` that names the first file that differs, `cancelled`
 */
export async function checkSums(
  folder: string,
  files: readonly string[],
  known: Sums,
  signal: AbortSignal,
): Promise<boolean> {
  if (!files.includes(CHECKSUMS_FILE)) return false;
  const listed = await readSums(join(folder, CHECKSUMS_FILE));
  for (const path of files) {
    if (path === CHECKSUMS_FILE) continue;
    signal.throwIfAborted();
    const sum = listed.get(path);
    if (sum === undefined) throw refusedEntry(path, CHECKSUM_FAULTS.notListed, AGAIN);
    if (sum !== (known.get(path) ?? (await sumOf(join(folder, path), signal))))
      throw refusedEntry(path, CHECKSUM_FAULTS.differs, AGAIN);
    listed.delete(path);
  }
  const [missing] = listed.keys();
  if (missing !== undefined) throw refusedEntry(missing, CHECKSUM_FAULTS.missing, AGAIN);
  await rm(join(folder, CHECKSUMS_FILE));
  return true;
}

async function readSums(path: string): Promise<Map<string, string>> {
  if ((await stat(path)).size > MOST_BYTES)
    throw refusedEntry(CHECKSUMS_FILE, `is larger than ${MOST_BYTES / MIB} MiB.`, AGAIN);
  const checksums = parseChecksums(decodeName(await readFile(path)));
  const sums = new Map(checksums?.map((one) => [one.path, one.sha256]));
  if (!checksums || sums.size < checksums.length)
    throw new AppError('config', `The trace's ${CHECKSUMS_FILE} is not in the format of sha256sum.`, { hint: AGAIN });
  return sums;
}

async function sumOf(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(onDisk(path), { highWaterMark: MIB, signal }))
    hash.update(piece as Buffer);
  return hash.digest('hex');
}
