import { pipeline, type Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import { AppError } from '@shared/model/app-error';
import { MIB } from '@shared/model/units';
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
/** Larger than zlib's default of 16 KiB, since each piece costs a turn of the event loop. */
const PIECE_BYTES = MIB;
const TYPES: ReadonlyMap<number, string> = new Map([
  [0o120000, 'a symbolic link'],
  [0o020000, 'a device'],
  [0o060000, 'a device'],
  [0o010000, 'a named pipe'],
  [0o140000, 'a socket'],
]);

/**
 * Reads the entries of a zip by its central directory. Inflates them here and checks sizes and checksums, since yauzl
 * inflates in small pieces.
 * @param onRead gets the number of packed bytes that were read so far
 * @throws AppError `config` for an invalid, incomplete or encrypted archive
 */
export async function* readZip(
  path: string,
  bounds: UnpackBounds,
  onRead: (bytes: number) => void,
): AsyncGenerator<ArchiveEntry> {
  const broken = (error: unknown): AppError =>
    error instanceof AppError
      ? error
      : brokenArchive(path, 'it is not a complete zip archive.', (error as Error).message, error);
  let zip: ZipFile;
  try {
    // Keep the names as they are for our own check; yauzl would replace backslashes.
    zip = await yauzl.openPromise(path, { strictFileNames: true, decodeStrings: false, autoClose: false });
  } catch (error) {
    throw broken(error);
  }
  try {
    let readBytes = 0;
    for await (const entry of zip.eachEntry()) {
      yield entryOf(zip, entry, bounds, broken);
      readBytes += entry.compressedSize;
      onRead(readBytes);
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
    what: TYPES.get(mode) ?? 'an entry of an unknown type',
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
    throw refusedEntry(name, ENCRYPTED, 'Unpack the archive with its password, then import the folder.');
  if (!entry.canDecodeFileData())
    throw refusedEntry(
      name,
      `uses the unsupported compression method ${entry.compressionMethod}.`,
      'Create the archive again with deflate, or unpack it and import the folder.',
    );
  let sum = 0;
  let sizeBytes = 0;
  try {
    for await (const chunk of await openEntry(zip, entry)) {
      bounds.addDecoded((chunk as Buffer).length);
      sizeBytes += (chunk as Buffer).length;
      if (sizeBytes > entry.uncompressedSize) break; // refused below
      sum = crc32(chunk as Buffer, sum);
      yield chunk as Buffer;
    }
  } catch (error) {
    throw broken(error);
  }
  if (sizeBytes !== entry.uncompressedSize)
    throw refusedEntry(name, `does not have the ${entry.uncompressedSize} bytes that its header states.`, DAMAGED);
  if (sum !== entry.crc32) throw refusedEntry(name, 'does not match its checksum in the archive.', DAMAGED);
}

export const ENCRYPTED = 'is encrypted.';
const DAMAGED = 'The archive is damaged. Copy or download it again.';

/** The unpacked content of an entry. */
async function openEntry(zip: ZipFile, entry: Entry): Promise<Readable> {
  const packed = await zip.openReadStreamPromise(entry, { decodeFileData: false });
  if (entry.compressionMethod !== DEFLATED) return packed;
  const inflate = createInflateRaw({ chunkSize: PIECE_BYTES });
  pipeline(packed, inflate, () => undefined); // the reader of `inflate` gets the error
  return inflate;
}
