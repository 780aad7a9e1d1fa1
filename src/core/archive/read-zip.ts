import { pipeline, type Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import { AppError } from '@shared/model/app-error';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import type { ArchiveEntry } from './archive-entry';
import { brokenArchive, refusedEntry } from './archive-error';
import { crc32 } from './crc32';
import type { UnpackBounds } from './unpack-bounds';

/** APPNOTE.TXT 4.4.2.2: the upper byte of "version made by" is the system; 3 is Unix, whose mode is in the upper half. */
const UNIX = 3;
const TYPE_MASK = 0o170000;
const REGULAR = 0o100000;
const FOLDER = 0o040000;
/** APPNOTE.TXT 4.4.5. */
const DEFLATED = 8;
/** zlib's own pieces have 16 KiB: each costs a turn of the event loop. */
const PIECE_BYTES = 1_048_576;
const TYPES: ReadonlyMap<number, string> = new Map([
  [0o120000, 'a symbolic link'],
  [0o020000, 'a device'],
  [0o060000, 'a device'],
  [0o010000, 'a named pipe'],
  [0o140000, 'a socket'],
]);

/**
 * The entries of a zip, by its central directory. Sizes and checksums are held against what it says of them here: yauzl's
 * own way unpacks in small pieces.
 * @param onTaken how many packed bytes of it were read so far
 * @throws AppError `config` for what is no zip, is cut off, or is encrypted
 */
export async function* readZip(
  path: string,
  bounds: UnpackBounds,
  onTaken: (bytes: number) => void,
): AsyncGenerator<ArchiveEntry> {
  const broken = (error: unknown): AppError =>
    error instanceof AppError
      ? error
      : brokenArchive(path, 'it is no whole zip archive.', (error as Error).message, error);
  let zip: ZipFile;
  try {
    // Names are checked by us: yauzl would mend backslashes.
    zip = await yauzl.openPromise(path, { strictFileNames: true, decodeStrings: false, autoClose: false });
  } catch (error) {
    throw broken(error);
  }
  try {
    let taken = 0;
    for await (const entry of zip.eachEntry()) {
      yield entryOf(zip, entry, bounds, broken);
      taken += entry.compressedSize;
      onTaken(taken);
    }
  } catch (error) {
    throw broken(error);
  } finally {
    zip.close();
  }
}

function entryOf(zip: ZipFile, entry: Entry, bounds: UnpackBounds, broken: (error: unknown) => AppError): ArchiveEntry {
  const raw = entry.fileName as unknown as Buffer;
  const name = raw.toString('utf8');
  const mode = entry.versionMadeBy >> 8 === UNIX ? (entry.externalFileAttributes >>> 16) & TYPE_MASK : 0;
  const isFolder = name.endsWith('/');
  const isOther = mode !== 0 && mode !== (isFolder ? FOLDER : REGULAR);
  return {
    name,
    kind: isOther ? 'other' : isFolder ? 'folder' : 'file',
    what: TYPES.get(mode) ?? 'of a kind that is not known',
    sizeBytes: entry.uncompressedSize,
    content: () => readEntry(zip, entry, name, bounds, broken),
  };
}

async function* readEntry(
  zip: ZipFile,
  entry: Entry,
  name: string,
  bounds: UnpackBounds,
  broken: (error: unknown) => AppError,
): AsyncGenerator<Buffer> {
  if (entry.isEncrypted())
    throw refusedEntry(name, 'is encrypted.', 'Unpack the archive by hand with its password, and bring in the folder.');
  if (!entry.canDecodeFileData())
    throw refusedEntry(
      name,
      `is packed by a method that is not known (${entry.compressionMethod}).`,
      'Make the archive anew with the usual method (deflate), or unpack it by hand and bring in the folder.',
    );
  let sum = 0;
  let sizeBytes = 0;
  try {
    for await (const chunk of await openEntry(zip, entry)) {
      bounds.addDecoded((chunk as Buffer).length);
      sizeBytes += (chunk as Buffer).length;
      if (sizeBytes > entry.uncompressedSize) break; // as it is, it is refused below
      sum = crc32(chunk as Buffer, sum);
      yield chunk as Buffer;
    }
  } catch (error) {
    throw broken(error);
  }
  if (sizeBytes !== entry.uncompressedSize)
    throw refusedEntry(
      name,
      `does not have the ${entry.uncompressedSize} bytes that the archive says.`,
      'The archive is damaged: fetch it again.',
    );
  if (sum !== entry.crc32)
    throw refusedEntry(
      name,
      'does not have the checksum that the archive says.',
      'The archive is damaged: fetch it again.',
    );
}

/** What an entry holds, unpacked. */
async function openEntry(zip: ZipFile, entry: Entry): Promise<Readable> {
  const packed = await zip.openReadStreamPromise(entry, { decodeFileData: false });
  if (entry.compressionMethod !== DEFLATED) return packed;
  const inflate = createInflateRaw({ chunkSize: PIECE_BYTES });
  pipeline(packed, inflate, () => undefined); // whoever reads on hears of the failure
  return inflate;
}
