import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@shared/model/app-error';
import { refusedEntry } from '../archive/archive-error';
import type { Sums } from '../archive/unpack';

export const SUMS_FILE = 'SHA256SUMS';
const MOST_BYTES = 64 * 1_048_576;
/** sha256sum(1): the digest, a space, a space or an asterisk, the name. */
const LINE = /^([0-9a-f]{64}) [ *](.+)$/;
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
  if (!files.includes(SUMS_FILE)) return false;
  const listed = await readSums(join(folder, SUMS_FILE));
  for (const path of files) {
    if (path === SUMS_FILE) continue;
    signal.throwIfAborted();
    const sum = listed.get(path);
    if (sum === undefined) throw refusedEntry(path, `is not in the trace's ${SUMS_FILE}.`, AGAIN);
    if (sum !== (known.get(path) ?? (await sumOf(join(folder, path), signal))))
      throw refusedEntry(path, `is not what the trace's ${SUMS_FILE} says.`, AGAIN);
    listed.delete(path);
  }
  const [missing] = listed.keys();
  if (missing !== undefined)
    throw refusedEntry(missing, `is in the trace's ${SUMS_FILE}, but not in the trace.`, AGAIN);
  await rm(join(folder, SUMS_FILE));
  return true;
}

async function readSums(path: string): Promise<Map<string, string>> {
  if ((await stat(path)).size > MOST_BYTES) throw refusedEntry(SUMS_FILE, 'is larger than any such list.', AGAIN);
  const lines = (await readFile(path, 'utf8')).split('\n').filter((line) => line !== '');
  const sums = new Map<string, string>();
  for (const line of lines) {
    const [, sum, name] = LINE.exec(line) ?? [];
    if (!sum || !name || sums.has(name))
      throw new AppError('config', `The trace's ${SUMS_FILE} is not as sha256sum writes it.`, { hint: AGAIN });
    sums.set(name, sum);
  }
  return sums;
}

async function sumOf(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path, { highWaterMark: 1_048_576, signal })) hash.update(piece as Buffer);
  return hash.digest('hex');
}
