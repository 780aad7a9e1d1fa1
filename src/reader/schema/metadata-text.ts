import { ReadError } from '../read-error';
import { MOST_METADATA_BYTES } from './bounds';
import { METADATA_PACKET } from './metadata-packet';

const { magic, headerBytes, contentSizeAt, packetSizeAt, schemesAt, versionAt } = METADATA_PACKET;
const BITS_OF_BYTE = 8;

/**
 * The text of metadata, which is plain or in packets of either byte order. A last packet whose content is
 * incomplete, as a crash leaves it, is ignored.
 * @throws ReadError
 */
export function metadataText(bytes: Uint8Array): string {
  if (bytes.length > MOST_METADATA_BYTES)
    throw new ReadError('too-large', `The metadata has more than ${MOST_METADATA_BYTES} bytes.`);
  return new TextDecoder().decode(isInPackets(bytes) ? contents(bytes) : bytes);
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function isInPackets(bytes: Uint8Array): boolean {
  if (bytes.length < MAGIC_BYTES) return false;
  const view = viewOf(bytes);
  return view.getUint32(0, true) === magic || view.getUint32(0, false) === magic;
}

const MAGIC_BYTES = 4;

/** Joins the contents of all packets: a character can begin in one packet and end in the next. */
function contents(bytes: Uint8Array): Uint8Array {
  const view = viewOf(bytes);
  const joined = new Uint8Array(bytes.length);
  const isLittle = view.getUint32(0, true) === magic;
  let length = 0;
  for (let packet = 0; packet < bytes.length; ) {
    const header = packetHeader(view, packet, isLittle);
    if (!header || packet + header.contentBytes > bytes.length) break;
    const content = bytes.subarray(packet + headerBytes, packet + header.contentBytes);
    joined.set(content, length);
    length += content.length;
    packet += header.packetBytes;
  }
  return joined.subarray(0, length);
}

/** @returns null for an incomplete header at the end */
function packetHeader(
  view: DataView,
  at: number,
  isLittle: boolean,
): { contentBytes: number; packetBytes: number } | null {
  if (at + headerBytes > view.byteLength) return null;
  const problem = (what: string): ReadError => new ReadError('metadata', `The metadata packet at byte ${at} ${what}.`);
  if (view.getUint32(at, isLittle) !== magic) throw problem('has no magic number, or another byte order');
  // No tracer compresses or encrypts metadata. The checksum is not verified.
  if (view.getUint8(at + schemesAt) !== 0 || view.getUint8(at + schemesAt + 1) !== 0)
    throw new ReadError('unsupported', 'Compressed or encrypted metadata is not supported.');
  const version = view.getUint8(at + versionAt);
  if (version !== 1 && version !== 2)
    throw new ReadError('unsupported', `Metadata packets of version ${version} are not supported.`);
  const contentBits = view.getUint32(at + contentSizeAt, isLittle);
  const packetBits = view.getUint32(at + packetSizeAt, isLittle);
  if (contentBits % BITS_OF_BYTE !== 0 || packetBits % BITS_OF_BYTE !== 0) throw problem('does not end at a byte');
  const [contentBytes, packetBytes] = [contentBits / BITS_OF_BYTE, packetBits / BITS_OF_BYTE];
  if (contentBytes < headerBytes || packetBytes < contentBytes) throw problem('is smaller than its content');
  return { contentBytes, packetBytes };
}
