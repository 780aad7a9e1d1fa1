import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { MIB } from '@shared/model/units';
import type { ArchiveEntry } from './archive-entry';
import { archiveKind } from './archive-kind';
import { placeOf } from './entry-place';
import { openTarSource } from './tar-source';
import { UnpackBounds } from './unpack-bounds';

/** A tar has no directory, so its entries are found by reading it. This limit keeps that short. */
const MOST_READ_BYTES = 128 * MIB;

export interface ListedFile {
  /** The parts of its path. */
  place: string[];
  sizeBytes: number;
}

export interface ArchiveList {
  /** In the order of the archive; hidden files are skipped. */
  files: ListedFile[];
  /** Whether the list is complete; only the beginning of a large tar is read. */
  isWhole: boolean;
}

/**
 * Lists the files of an archive without unpacking it. Reads only the central directory of a zip.
 * @throws AppError as unpack does for an entry that it would refuse
 */
export async function listArchive(path: string, signal: AbortSignal): Promise<ArchiveList> {
  const kind = await archiveKind(path);
  const bounds = new UnpackBounds(dirname(path), path, (await stat(path)).size, 0);
  if (kind === 'zip') {
    const { readZip } = await import('./read-zip');
    return list(
      readZip(path, bounds, () => undefined),
      bounds,
      signal,
      false,
    );
  }
  const { readTar } = await import('./read-tar');
  const source = openTarSource(path, kind);
  signal.addEventListener('abort', source.close);
  try {
    return await list(readTar(path, source, bounds), bounds, signal, true);
  } finally {
    signal.removeEventListener('abort', source.close);
    source.close();
  }
}

/** @param readsThrough whether the content of an entry must be read to reach the next one */
async function list(
  entries: AsyncIterable<ArchiveEntry>,
  bounds: UnpackBounds,
  signal: AbortSignal,
  readsThrough: boolean,
): Promise<ArchiveList> {
  const files: ListedFile[] = [];
  let readBytes = 0;
  for await (const entry of entries) {
    signal.throwIfAborted();
    bounds.addEntry();
    const place = placeOf(entry);
    const { sizeBytes } = entry;
    if (place && entry.kind === 'file') files.push({ place, sizeBytes });
    if (!readsThrough || entry.kind !== 'file') continue;
    readBytes += sizeBytes;
    if (readBytes > MOST_READ_BYTES) return { files, isWhole: false };
    for await (const _ of entry.content()); // read to reach the next entry
  }
  return { files, isWhole: true };
}
