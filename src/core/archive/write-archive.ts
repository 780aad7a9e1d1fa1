import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ArchiveFileFormat } from '@shared/archive/formats';
import { FILE_MODE } from '@shared/archive/layout';
import type { ArchiveContent } from './archive-content';
import { tarZstOf } from './write-tar-zst';
import { zipOf } from './write-zip';

export interface WritingTools {
  signal: AbortSignal;
  /** Priority of the compressor, as for nice(1); does not apply to zip, which this process writes. */
  niceness?: number;
}

/**
 * Writes a trace's archive to a new file and flushes it to the disk. After a rename to the final name, the file is complete
 * even after a power failure. @throws the system's error, AbortError, and the errors of reading
 */
export async function writeArchive(
  content: ArchiveContent,
  path: string,
  format: ArchiveFileFormat,
  { signal, niceness = 0 }: WritingTools,
): Promise<{ bytes: number; sha256: string }> {
  const makers: Record<ArchiveFileFormat, () => Readable> = {
    zip: () => zipOf(content),
    'tar.zst': () => tarZstOf(content, niceness),
  };
  const hash = createHash('sha256');
  let bytes = 0;
  const measure = async function* (pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const piece of pieces) {
      hash.update(piece);
      bytes += piece.length;
      yield piece;
    }
  };
  const archive = makers[format]();
  await pipeline(archive, measure, createWriteStream(path, { flags: 'wx', mode: FILE_MODE }), { signal });
  const file = await open(path, 'r+');
  try {
    await file.datasync();
  } finally {
    await file.close();
  }
  signal.throwIfAborted();
  return { bytes, sha256: hash.digest('hex') };
}
