import { METADATA_PACKET } from '@reader/schema/metadata-packet';
import { plainValue, type TsdlBlock, tsdlBlocks } from '../ctf/tsdl-blocks';

/**
 * CTF 1.8 text metadata as LTTng writes it: in packets with a header and trailing padding. A change in place must not move any
 * byte.
 */
const { magic, headerBytes, contentSizeAt, packetSizeAt, schemesAt } = METADATA_PACKET;
const PLAIN_TEXT = '/* CTF 1.8';

/** The trace's only clock, from the metadata. */
export interface MetadataClock {
  /** Identifies the clock; LTTng uses the boot id. */
  uuid: string;
  /** Nanoseconds from the Unix epoch to the zero of the clock. */
  offsetNs: bigint;
  /** File positions of the offset's digits and the spaces after them. They may span two packets. */
  digitsAt: readonly number[];
}

const KNOWN_FIELDS = ['name', 'uuid', 'description', 'freq', 'offset'];
const NANOSECONDS = '1000000000';
/** Up to 20 digits for 64 bits, followed by the spaces of an earlier change. A leading zero would make the number octal. */
const ROOM = /^((?:0|[1-9]\d{0,19})) {0,20}$/;

/** @returns undefined for unsupported metadata: CTF 2, compression, two clocks, or a clock with unknown fields */
export function readClock(file: Buffer): MetadataClock | undefined {
  const { text, at } = readText(file);
  let block: TsdlBlock | undefined;
  for (const one of tsdlBlocks(text)) {
    if (one.name !== 'clock') continue;
    if (block) return undefined;
    block = one;
  }
  if (!block?.isPlain) return undefined;
  const fields = new Map(block.fields.map((field) => [field.name, field]));
  const isKnown = [...fields.keys()].every((name) => KNOWN_FIELDS.includes(name));
  if (!isKnown || fields.size < block.fields.length) return undefined;
  const [uuid, freq, offset] = ['uuid', 'freq', 'offset'].map((name) => fields.get(name));
  const start = offset?.value[0]?.start;
  if (!uuid || !freq || !offset || start === undefined || plainValue(freq) !== NANOSECONDS) return undefined;
  const room = text.slice(start, offset.end);
  const digits = ROOM.exec(room)?.[1];
  const clockId = plainValue(uuid);
  if (digits === undefined || !clockId) return undefined;
  return { uuid: clockId, offsetNs: BigInt(digits), digitsAt: [...room].map((_, n) => at(start + n)) };
}

/**
 * Replaces the offset without changing the size. Pads a shorter number with trailing spaces, since leading zeros would make
 * it octal.
 * @returns undefined when the new offset has more digits than fit
 */
export function withOffset(file: Buffer, { digitsAt }: MetadataClock, offsetNs: bigint): Buffer | undefined {
  const digits = String(offsetNs);
  if (digits.length > digitsAt.length || offsetNs < 0n) return undefined;
  const changed = Buffer.from(file);
  for (const [n, at] of digitsAt.entries()) changed.write(digits[n] ?? ' ', at, 'latin1');
  return changed;
}

/** The text of the metadata without packet headers and padding. */
export const metadataText = (file: Buffer): string => readText(file).text;

/** The text without packet headers and padding, and a function from text index to file position. */
function readText(file: Buffer): { text: string; at(index: number): number } {
  if (file.toString('latin1', 0, PLAIN_TEXT.length) === PLAIN_TEXT)
    return { text: file.toString('latin1'), at: (index) => index };
  const pieces: { text: string; textAt: number; fileAt: number }[] = [];
  let textAt = 0;
  for (let packet = 0; packet + headerBytes <= file.length; ) {
    const header = packetHeader(file, packet);
    // Ignore an incomplete last packet, which a crash can leave.
    if (!header || packet + header.packetBytes > file.length) break;
    const fileAt = packet + headerBytes;
    const text = file.toString('latin1', fileAt, packet + header.contentBytes);
    pieces.push({ text, textAt, fileAt });
    textAt += text.length;
    packet += header.packetBytes;
  }
  return {
    text: pieces.map((piece) => piece.text).join(''),
    at: (index) => {
      const piece = pieces.findLast((one) => one.textAt <= index);
      return piece ? piece.fileAt + index - piece.textAt : -1;
    },
  };
}

/** @returns undefined when it is not a packet, or uses an unknown scheme */
function packetHeader(file: Buffer, packet: number): { contentBytes: number; packetBytes: number } | undefined {
  const isLittle = file.readUInt32LE(packet) === magic;
  if (!isLittle && file.readUInt32BE(packet) !== magic) return undefined;
  const word = (at: number): number => (isLittle ? file.readUInt32LE(packet + at) : file.readUInt32BE(packet + at));
  const contentBytes = word(contentSizeAt) / 8;
  const packetBytes = word(packetSizeAt) / 8;
  const isPlain = [0, 1, 2].every((n) => file[packet + schemesAt + n] === 0); // LTTng uses no other value
  const fits = contentBytes >= headerBytes && packetBytes >= contentBytes && Number.isInteger(contentBytes);
  return isPlain && fits && Number.isInteger(packetBytes) ? { contentBytes, packetBytes } : undefined;
}
