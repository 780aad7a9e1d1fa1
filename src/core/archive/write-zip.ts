import { type PassThrough, Readable } from 'node:stream';
import { FILE_MODE, FOLDER_MODE } from '@shared/archive/layout';
import { type Options, ZipFile } from 'yazl';
import { requireArchivable } from './archivable-name';
import type { ArchiveContent } from './archive-content';

/**
 * A Date whose local time is UTC. Times in a zip have no time zone, and yazl writes local time. With this class the archive
 * does not depend on the time zone of the machine.
 */
class UtcDate extends Date {
  override getFullYear(): number {
    return this.getUTCFullYear();
  }
  override getMonth(): number {
    return this.getUTCMonth();
  }
  override getDate(): number {
    return this.getUTCDate();
  }
  override getHours(): number {
    return this.getUTCHours();
  }
  override getMinutes(): number {
    return this.getUTCMinutes();
  }
  override getSeconds(): number {
    return this.getUTCSeconds();
  }
}

const IS_FILE = 0o100000;
const IS_FOLDER = 0o040000;

/** @throws in the stream: the errors of reading, and AppError `config` for a name that a zip cannot store */
export function zipOf(content: ArchiveContent): Readable {
  const zip = new ZipFile();
  // Its type declaration lacks `destroy`.
  const out = zip.outputStream as PassThrough;
  const fail = (error: unknown): void => void out.destroy(error as Error);
  zip.on('error', fail);
  let reading: Readable | undefined;
  out.once('close', () => reading?.destroy());
  const mtime = new UtcDate(content.time);
  const file: Partial<Options> = { mtime, mode: IS_FILE | FILE_MODE };
  const folder = { mtime, mode: IS_FOLDER | FOLDER_MODE };
  const lazily = (path: string, size: number | undefined, make: () => Readable): void =>
    zip.addReadStreamLazy(`${content.top}/${path}`, size === undefined ? file : { ...file, size }, (give) => {
      reading = make();
      reading.once('error', fail);
      give(null, reading);
    });
  zip.addEmptyDirectory(content.top, folder);
  for (const entry of content.entries) {
    requireArchivable(entry.path, 'zip');
    if (entry.kind === 'folder') zip.addEmptyDirectory(`${content.top}/${entry.path}`, folder);
    else lazily(entry.path, entry.sizeBytes, () => Readable.from(content.read(entry), { objectMode: false }));
  }
  lazily(content.checksums().path, undefined, () => Readable.from([content.checksums().text], { objectMode: false }));
  zip.end();
  return out;
}
