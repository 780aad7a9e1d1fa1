import type { Readable } from 'node:stream';
import { groupBy } from '@shared/model/group-by';
import { GIB } from '@shared/model/units';
import { type ImageFiles, resolveInImage } from '../../images/image-files';
import { walkImage } from '../../images/walk-image';
import { type Candidate, candidatesOf } from './file-candidates';
import { Spool } from './spool';
import type { SymbolPicker } from './symbol-picker';

/** Larger files are not read. A browser's library with debug information has about this size. */
const MOST_BYTES = 4 * GIB;

/** The file system of an image, as a tar stream. It can be read several times. */
export type ExportImage = (read: (stream: Readable) => Promise<void>) => Promise<void>;

/** A path of the image at which the symbols of a file can be. */
type Taker = Candidate & { picker: SymbolPicker };
type Wanted = ReadonlyMap<string, readonly Taker[]>;

/**
 * Offers the files of an image to the pickers. Files are written to the disk one after the other, since their symbols are at
 * their ends; nothing of the image is run. Reads the image again if a file is behind a link.
 * @param folder for the temporary file
 * @throws AppError as walkImage does, and `command` for a full disk
 */
export async function offerFromImage(
  pickers: readonly SymbolPicker[],
  exportImage: ExportImage,
  folder: string,
  signal: AbortSignal,
): Promise<void> {
  const wanted = byPath(
    pickers.flatMap((picker) => candidatesOf(picker.file).map((candidate) => ({ ...candidate, picker }))),
  );
  const links: ImageFiles = { files: new Set(), links: new Map(), contents: new Map() };
  await exportImage((stream) => walkOnce(stream, wanted, links, folder, signal));
  const behind: Taker[] = [];
  for (const [path, takers] of wanted) {
    const target = links.files.has(path) ? undefined : resolveInImage(links, path);
    for (const taker of takers)
      if (target !== undefined) behind.push({ ...taker, path: target });
      else if (taker.kind === 'binary') taker.picker.note({ gap: 'file-missing' });
  }
  const again: ImageFiles = { files: new Set(), links: new Map(), contents: new Map() };
  if (behind.length > 0) await exportImage((stream) => walkOnce(stream, byPath(behind), again, folder, signal));
}

const byPath = (takers: readonly Taker[]): Wanted => groupBy(takers, ({ path }) => path);

async function walkOnce(
  stream: Readable,
  wanted: Wanted,
  seen: ImageFiles,
  folder: string,
  signal: AbortSignal,
): Promise<void> {
  const spool = new Spool(folder);
  try {
    await walkImage(stream, signal, ({ path, kind, target, sizeBytes }) => {
      if (kind === 'link') seen.links.set(path, target);
      if (kind !== 'file') return undefined;
      seen.files.add(path);
      const takers = (wanted.get(path) ?? []).filter(({ picker }) => !picker.isComplete);
      if (takers.length === 0) return undefined;
      if (sizeBytes <= MOST_BYTES)
        return spool.take((source) => {
          for (const { picker, kind: as } of takers) picker.offer(source, as, 'place');
        });
      for (const { picker } of takers) picker.note({ gap: 'unreadable' });
      return undefined;
    });
  } finally {
    spool.close();
  }
}
