import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { FILE_MODE } from '@shared/archive/layout';

/**
 * Writes a new file and flushes it to the disk. After a rename to the final name, the file is complete even after a power
 * failure. @throws the system's error, AbortError, and the errors of the content
 */
export async function writeFile(
  content: AsyncIterable<Buffer>,
  path: string,
  signal: AbortSignal,
): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  const measure = async function* (pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const piece of pieces) {
      hash.update(piece);
      bytes += piece.length;
      yield piece;
    }
  };
  await pipeline(content, measure, createWriteStream(path, { flags: 'wx', mode: FILE_MODE }), { signal });
  const file = await open(path, 'r+');
  try {
    await file.datasync();
  } finally {
    await file.close();
  }
  signal.throwIfAborted();
  return { bytes, sha256: hash.digest('hex') };
}
