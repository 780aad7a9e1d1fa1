import type { Readable } from 'node:stream';
import type { ArchiveFileFormat } from '@shared/archive/formats';
import type { ArchiveContent } from './archive-content';
import { writeFile } from './write-file';

export interface WritingTools {
  signal: AbortSignal;
  /** Priority of the compressor, as for nice(1); does not apply to zip, which this process writes. */
  niceness?: number;
}

/** Writes a trace's archive to a new file, as writeFile does. @throws as writeFile */
export async function writeArchive(
  content: ArchiveContent,
  path: string,
  format: ArchiveFileFormat,
  { signal, niceness = 0 }: WritingTools,
): Promise<{ bytes: number; sha256: string }> {
  const makers: Record<ArchiveFileFormat, () => Promise<Readable>> = {
    zip: async () => (await import('./write-zip')).zipOf(content),
    'tar.zst': async () => (await import('./write-tar-zst')).tarZstOf(content, niceness),
  };
  return writeFile(await makers[format](), path, signal);
}
