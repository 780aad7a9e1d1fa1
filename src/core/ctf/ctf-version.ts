import { METADATA_PACKET } from '@reader/schema/metadata-packet';

const { magic, versionAt } = METADATA_PACKET;

/** JSON text sequences (RFC 7464) begin with a record separator, which traces of the draft lack. */
const JSON_TEXT = /^[\s\x1e]*\{/;
const HEAD_BYTES = 200;

/** Whether metadata is CTF 2: JSON, either plain or in packets of version 2. @param file the whole file, or its begin */
export function isCtf2(file: Buffer): boolean {
  const isPacketed = file.length > versionAt && [file.readUInt32LE(0), file.readUInt32BE(0)].includes(magic);
  return isPacketed ? file[versionAt] === 2 : JSON_TEXT.test(file.toString('latin1', 0, HEAD_BYTES));
}
