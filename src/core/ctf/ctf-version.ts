import { MIB } from '@shared/model/units';
/** Larger than the metadata of any known tracer. */
export const MOST_METADATA_BYTES = 64 * MIB;

const METADATA_MAGIC = 0x75d11d57;
/** Offset of the version in the header of a metadata packet (CTF 1.8.3, section 7.1). */
const VERSION_AT = 35;

/** CTF 2 metadata is JSON, either plain with a leading record separator, or in packets of version 2. */
export function isCtf2(file: Buffer): boolean {
  const isPacketed = file.length > VERSION_AT && [file.readUInt32LE(0), file.readUInt32BE(0)].includes(METADATA_MAGIC);
  return isPacketed ? file[VERSION_AT] === 2 : file[0] === 0x1e || file[0] === 0x7b;
}
