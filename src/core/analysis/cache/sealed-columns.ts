import { crc32 } from '../../archive/crc32';
import { type ColumnReader, packColumns, unpackColumns } from './column-bytes';

/** A kind of file of the cache. */
export interface SealedKind {
  /** 8 characters. */
  magic: string;
  version: number;
  /** Uncompressed. */
  mostBytes: number;
}

/** Magic, version, checksum of the rest. */
const HEADER_BYTES = 16;
const VERSION_AT = 8;
const CHECKSUM_AT = 12;

/** A file of compressed columns behind a header. Little-endian, as every processor on which Node is supported. */
export function sealColumns({ magic, version }: SealedKind, columns: Uint8Array): Uint8Array {
  const content = packColumns(columns);
  const header = Buffer.alloc(HEADER_BYTES);
  header.write(magic, 'latin1');
  header.writeUInt32LE(version, VERSION_AT);
  header.writeUInt32LE(crc32(content), CHECKSUM_AT);
  return Buffer.concat([header, content]);
}

/** @returns undefined for a file of another kind or version, or a damaged one @throws RangeError, or zlib's errors, for columns that cannot be unpacked */
export function unsealColumns({ magic, version, mostBytes }: SealedKind, file: Uint8Array): ColumnReader | undefined {
  if (file.length < HEADER_BYTES) return undefined;
  const header = Buffer.from(file.buffer, file.byteOffset, HEADER_BYTES);
  if (header.toString('latin1', 0, magic.length) !== magic) return undefined;
  if (header.readUInt32LE(VERSION_AT) !== version) return undefined;
  const content = file.subarray(HEADER_BYTES);
  return header.readUInt32LE(CHECKSUM_AT) === crc32(content) ? unpackColumns(content, mostBytes) : undefined;
}
