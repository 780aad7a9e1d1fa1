import type { ByteSource } from '@reader/source';

/** A file in memory, for the reader of ELF files. */
export const elfSource = (bytes: Buffer): ByteSource => ({
  sizeBytes: bytes.length,
  read: (into, offset) => bytes.copy(into, 0, offset, offset + into.length),
});
