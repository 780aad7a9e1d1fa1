/**
 * Header of a metadata packet (CTF 1.8.3, section 7.1): magic, uuid, checksum, content size and packet size in bits, three schemes,
 * version. Offsets are in bytes.
 */
export const METADATA_PACKET = {
  magic: 0x75d11d57,
  headerBytes: 37,
  contentSizeAt: 24,
  packetSizeAt: 28,
  /** Compression, encryption and checksum, a byte each; 0 is none. */
  schemesAt: 32,
  /** The major version. */
  versionAt: 35,
} as const;
