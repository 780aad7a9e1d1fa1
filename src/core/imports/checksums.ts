import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseChecksums } from '@shared/archive/checksum-list';
import { CHECKSUMS_FILE } from '@shared/archive/layout';
import { AppError } from '@shared/model/app-error';
import { decodeName } from '@shared/model/file-name';
import { refusedEntry } from '../archive/archive-error';
import type { Sums } from '../archive/unpack';
import { onDisk } from '../files/file-names';

const MOST_BYTES = 64 * 1_048_576;
const AGAIN = 'The trace was changed after it was exported, or damaged on its way. Export it again where it came from.';

/**
 * Holds a trace's files against the list that came with them, which is then taken away: an export writes it anew.
 * @param files relative paths of all that is there, the list among them
 * @param known checksums that were made on the way here
 * @returns false when there is no list @throws AppError `config` that names the first file that does not fit, `cancelled`
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
    if (sum === undefined) throw refusedEntry(path, `is not in the trace's ${CHECKSUMS_FILE}.`, AGAIN);
    if (sum !== (known.get(path) ?? (await sumOf(join(folder, path), signal))))
      throw refusedEntry(path, `is not what the trace's ${CHECKSUMS_FILE} says.`, AGAIN);
    listed.delete(path);
  }
  const [missing] = listed.keys();
  if (missing !== undefined)
    throw refusedEntry(missing, `is in the trace's ${CHECKSUMS_FILE}, but not in the trace.`, AGAIN);
  await rm(join(folder, CHECKSUMS_FILE));
  return true;
}

async function readSums(path: string): Promise<Map<string, string>> {
  if ((await stat(path)).size > MOST_BYTES) throw refusedEntry(CHECKSUMS_FILE, 'is larger than any such list.', AGAIN);
  const checksums = parseChecksums(decodeName(await readFile(path)));
  const sums = new Map(checksums?.map((one) => [one.path, one.sha256]));
  if (!checksums || sums.size < checksums.length)
    throw new AppError('config', `The trace's ${CHECKSUMS_FILE} is not as sha256sum writes it.`, { hint: AGAIN });
  return sums;
}

async function sumOf(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(onDisk(path), { highWaterMark: 1_048_576, signal }))
    hash.update(piece as Buffer);
  return hash.digest('hex');
}
