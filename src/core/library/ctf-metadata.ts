import { plainValue, type TsdlBlock, tsdlBlocks } from '../ctf/tsdl-blocks';

/**
 * CTF 1.8's text metadata, as LTTng writes it: in packets, each with a header in front and padding behind (specification,
 * section 7.1: magic, uuid, checksum, content size and packet size in bits, three schemes, version). What is changed in
 * place must not move anything.
 */
const MAGIC = 0x75d11d57;
const HEADER_BYTES = 37;
const CONTENT_SIZE_AT = 24;
const PACKET_SIZE_AT = 28;
/** Compression, encryption and checksum scheme: 0 is none, and LTTng has no other. */
const SCHEMES_AT = 32;
const PLAIN_TEXT = '/* CTF 1.8';

/** What the metadata says of the trace's one clock. */
export interface MetadataClock {
  /** The same for all that was recorded by one clock: LTTng takes the boot's id. */
  uuid: string;
  /** From the epoch to the clock's zero, nanoseconds. */
  offsetNs: bigint;
  /** Where in the file the offset's digits stand, and spaces behind them; a packet may end among them. */
  digitsAt: readonly number[];
}

const KNOWN_FIELDS = ['name', 'uuid', 'description', 'freq', 'offset'];
const NANOSECONDS = '1000000000';
/** 64 bits have 20 digits; the spaces of an earlier change are room as well. A zero in front would make it octal. */
const ROOM = /^((?:0|[1-9]\d{0,19})) {0,20}$/;

/** @returns undefined for metadata that is not understood: CTF 2, compressed, two clocks, a clock with other fields */
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
 * The same metadata with another offset. As many bytes as before: a shorter number leaves spaces behind, which the language
 * passes over (zeros in front would make it octal).
 * @returns undefined for an offset with more digits than there is room for
 */
export function withOffset(file: Buffer, { digitsAt }: MetadataClock, offsetNs: bigint): Buffer | undefined {
  const digits = String(offsetNs);
  if (digits.length > digitsAt.length || offsetNs < 0n) return undefined;
  const changed = Buffer.from(file);
  for (const [n, at] of digitsAt.entries()) changed.write(digits[n] ?? ' ', at, 'latin1');
  return changed;
}

/** All that the metadata says, without its packets. */
export const metadataText = (file: Buffer): string => readText(file).text;

/** The text without packet headers and padding, and where each of its bytes stands in the file. */
function readText(file: Buffer): { text: string; at(index: number): number } {
  if (file.toString('latin1', 0, PLAIN_TEXT.length) === PLAIN_TEXT)
    return { text: file.toString('latin1'), at: (index) => index };
  const pieces: { text: string; textAt: number; fileAt: number }[] = [];
  let textAt = 0;
  for (let packet = 0; packet + HEADER_BYTES <= file.length; ) {
    const header = packetHeader(file, packet);
    // What was cut off by an accident ends here; what came before it is as good as ever.
    if (!header || packet + header.packetBytes > file.length) break;
    const fileAt = packet + HEADER_BYTES;
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

/** @returns undefined for what is no packet, or one that is packed in a way that we do not know */
function packetHeader(file: Buffer, packet: number): { contentBytes: number; packetBytes: number } | undefined {
  const isLittle = file.readUInt32LE(packet) === MAGIC;
  if (!isLittle && file.readUInt32BE(packet) !== MAGIC) return undefined;
  const word = (at: number): number => (isLittle ? file.readUInt32LE(packet + at) : file.readUInt32BE(packet + at));
  const contentBytes = word(CONTENT_SIZE_AT) / 8;
  const packetBytes = word(PACKET_SIZE_AT) / 8;
  const isPlain = [0, 1, 2].every((n) => file[packet + SCHEMES_AT + n] === 0);
  const fits = contentBytes >= HEADER_BYTES && packetBytes >= contentBytes && Number.isInteger(contentBytes);
  return isPlain && fits && Number.isInteger(packetBytes) ? { contentBytes, packetBytes } : undefined;
}
