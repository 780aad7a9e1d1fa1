import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

/** Of LTTng's index files, lttng-tools `src/common/index/ctf-index.h`: header and the fields of an entry, big-endian. */
const INDEX_HEADER_BYTES = 16;
const INDEX = { offset: 0, packetBits: 8, contentBits: 16, begin: 24, end: 32, discarded: 40, sequence: 64 } as const;
/** Of LTTng's packets: 32 bytes of header, then the context. */
const PACKET = { begin: 32, end: 40, sequence: 64, discarded: 72 } as const;
/** The short times of compact and large event headers have 27 and 32 bits and stay as they are. */
const STEP_CYCLES = 1n << 32n;

/**
 * Writes a leaf of LTTng several times into one, each copy later than the one before. The copies are real packets of their own, so
 * a reader reads as many bytes as of a recording of this length.
 */
export function replicateLeaf(leaf: string, into: string, copies: number): string {
  mkdirSync(join(into, 'index'), { recursive: true });
  copyFileSync(join(leaf, 'metadata'), join(into, 'metadata'));
  const streams = readdirSync(leaf).filter((name) => existsSync(join(leaf, 'index', `${name}.idx`)));
  const indexes = streams.map((name) => readIndex(join(leaf, 'index', `${name}.idx`)));
  const entries = indexes.flatMap((index) => index.entries);
  const begin = entries.reduce((least, entry) => smaller(least, entry.readBigUInt64BE(INDEX.begin)), 1n << 64n);
  const end = entries.reduce((most, entry) => larger(most, entry.readBigUInt64BE(INDEX.end)), 0n);
  const isCompact = readFileSync(join(leaf, 'metadata'), 'latin1').includes(
    'event.header := struct event_header_compact',
  );
  const isExtended = EXTENDED[isCompact ? 'compact' : 'large'];
  const shift = ((end - begin) / STEP_CYCLES + 1n) * STEP_CYCLES;
  for (const [n, name] of streams.entries())
    replicateStream(join(leaf, name), join(into, name), indexes[n] ?? { header: Buffer.of(), entries: [] }, {
      into: join(into, 'index', `${name}.idx`),
      copies,
      shift,
      isExtended,
    });
  return into;
}

interface Index {
  header: Buffer;
  entries: readonly Buffer[];
}

function readIndex(file: string): Index {
  const bytes = readFileSync(file);
  const entryBytes = bytes.readUInt32BE(12);
  const count = Math.floor((bytes.length - INDEX_HEADER_BYTES) / entryBytes);
  const entryAt = (n: number): number => INDEX_HEADER_BYTES + n * entryBytes;
  return {
    header: bytes.subarray(0, INDEX_HEADER_BYTES),
    entries: Array.from({ length: count }, (_, n) => bytes.subarray(entryAt(n), entryAt(n + 1))),
  };
}

function replicateStream(
  file: string,
  out: string,
  index: Index,
  { into, copies, shift, isExtended }: { into: string; copies: number; shift: bigint; isExtended: IsExtended },
): void {
  const bytes = readFileSync(file);
  const packets = index.entries.map((entry) => {
    const at = Number(entry.readBigUInt64BE(INDEX.offset));
    const packet = Buffer.from(bytes.subarray(at, at + Number(entry.readBigUInt64BE(INDEX.packetBits) / 8n)));
    return { packet, entry, times: fullTimes(packet, entry, isExtended) };
  });
  const descriptor = openSync(out, 'w');
  const written = [index.header];
  let at = 0;
  let sequence = 0n;
  for (let copy = 0; copy < copies; copy += 1) {
    for (const { packet, entry, times } of packets) {
      const shifted = Buffer.from(packet);
      for (const time of times) shifted.writeBigUInt64LE(packet.readBigUInt64LE(time) + shift * BigInt(copy), time);
      shifted.writeBigUInt64LE(sequence, PACKET.sequence);
      shifted.writeBigUInt64LE(0n, PACKET.discarded);
      writeSync(descriptor, shifted);
      const shiftedEntry = Buffer.from(entry);
      for (const field of [INDEX.begin, INDEX.end])
        shiftedEntry.writeBigUInt64BE(entry.readBigUInt64BE(field) + shift * BigInt(copy), field);
      shiftedEntry.writeBigUInt64BE(BigInt(at), INDEX.offset);
      shiftedEntry.writeBigUInt64BE(0n, INDEX.discarded);
      shiftedEntry.writeBigUInt64BE(sequence, INDEX.sequence);
      written.push(shiftedEntry);
      at += shifted.length;
      sequence += 1n;
    }
  }
  closeSync(descriptor);
  writeFileSync(into, Buffer.concat(written));
}

/**
 * Where a packet has a time of 64 bits: begin, end, and extended event headers. These are found by their mark, an id of 32 bits, and
 * a value between the packet's begin and end.
 */
function fullTimes(packet: Buffer, entry: Buffer, isExtended: IsExtended): number[] {
  const begin = entry.readBigUInt64BE(INDEX.begin);
  const end = entry.readBigUInt64BE(INDEX.end);
  const highest = Number(end >> 32n);
  const lowest = Number(begin >> 32n);
  const content = Number(entry.readBigUInt64BE(INDEX.contentBits) / 8n);
  const found: number[] = [PACKET.begin, PACKET.end];
  for (let at = PACKET.discarded + 8; at + 8 <= content; at += 1) {
    const high = packet.readUInt32LE(at + 4);
    if (high < lowest || high > highest || !isExtended(packet, at)) continue;
    const value = packet.readBigUInt64LE(at);
    if (value >= begin && value <= end) found.push(at);
  }
  return found;
}

type IsExtended = (packet: Buffer, timeAt: number) => boolean;

/** Before the time are the mark and an id of 32 bits: 31 in the low 5 bits of a byte, or 65535. CTF 1.8.3 section 6.1.1. */
const EXTENDED: Record<'compact' | 'large', IsExtended> = {
  compact: (packet, at) => ((packet[at - 5] ?? 0) & 31) === 31 && packet.readUInt32LE(at - 4) < 65_536,
  large: (packet, at) => packet.readUInt16LE(at - 6) === 65_535 && packet.readUInt32LE(at - 4) < 65_536,
};

const smaller = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const larger = (a: bigint, b: bigint): bigint => (a > b ? a : b);
