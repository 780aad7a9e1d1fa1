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
  /** Leave the processors to others, as nice(1) takes it; only the programs that we start can be told so. */
  niceness?: number;
}

/**
 * Fills a new file with a trace's archive and forces it to the disk, so that a power cut leaves a whole file or none once it
 * has its name. @throws the system's error, AbortError, and what reading throws
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
  const weigh = async function* (pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const piece of pieces) {
      hash.update(piece);
      bytes += piece.length;
      yield piece;
    }
  };
  const archive = makers[format]();
  await pipeline(archive, weigh, createWriteStream(path, { flags: 'wx', mode: FILE_MODE }), { signal });
  const file = await open(path, 'r+');
  try {
    await file.datasync();
  } finally {
    await file.close();
  }
  signal.throwIfAborted();
  return { bytes, sha256: hash.digest('hex') };
}
