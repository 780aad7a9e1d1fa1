import type { ListedStream, PacketRef } from './listed-stream';

/**
 * Puts the files together that are parts of one stream: rotation archives, trace file rotation and snapshots. They have the same
 * trace UUID, stream class and stream instance.
 * @returns the indexes of the files of each stream
 */
export function joinParts(streams: readonly ListedStream[]): number[][] {
  const parts = new Map<string, number[]>();
  for (const [index, stream] of streams.entries()) {
    const key = identityOf(stream) ?? `file ${index}`;
    const known = parts.get(key);
    if (known === undefined) parts.set(key, [index]);
    else known.push(index);
  }
  return [...parts.values()];
}

/**
 * The packets of a stream of several files in the order of time, once, although snapshots overlap. The other copies are marked in
 * their lists.
 */
export function packetsOfParts(streams: readonly ListedStream[], files: readonly number[]): PacketRef[] {
  const packets = files.flatMap((stream) => {
    const { from = 0, to = 0 } = streams[stream] ?? {};
    return Array.from({ length: to - from }, (_, index): PacketRef => ({ stream, row: from + index }));
  });
  return withoutCopies(streams, packets.sort(byTime(streams)));
}

/** Null if the stream cannot be told from others. */
function identityOf({ compiled: { schema }, list, from, to }: ListedStream): string | null {
  const instance = list.instance[from] ?? Number.NaN;
  const streamClass = list.streamClass[from];
  if (schema.uuid === null || from === to || Number.isNaN(instance)) return null;
  for (let row = from + 1; row < to; row++)
    if (list.instance[row] !== instance || list.streamClass[row] !== streamClass) return null;
  return JSON.stringify([schema.uuid, streamClass, instance]);
}

type Column = 'beginHigh' | 'beginLow' | 'sequence' | 'contentBits' | 'discarded';

const columnOf = (streams: readonly ListedStream[], { stream, row }: PacketRef, column: Column): number =>
  streams[stream]?.list[column][row] ?? Number.NaN;

const byTime = (streams: readonly ListedStream[]) => {
  const compare = (a: PacketRef, b: PacketRef, column: Column): number =>
    columnOf(streams, a, column) - columnOf(streams, b, column);
  return (a: PacketRef, b: PacketRef): number =>
    compare(a, b, 'beginHigh') ||
    compare(a, b, 'beginLow') ||
    compare(a, b, 'sequence') ||
    a.stream - b.stream ||
    a.row - b.row;
};

/** What two copies of a packet have in common beside their begin. Their padding may differ, and an end that was not recorded. */
const IDENTITY = ['contentBits', 'sequence', 'discarded'] as const;

function withoutCopies(streams: readonly ListedStream[], sorted: readonly PacketRef[]): PacketRef[] {
  const kept: PacketRef[] = [];
  for (const packet of sorted) {
    const list = streams[packet.stream]?.list;
    if (!hasCopy(streams, kept, packet)) kept.push(packet);
    else if (list !== undefined) list.isCopy[packet.row] = 1;
  }
  return kept;
}

/** Whether a packet of another file with the same begin, which are the last that were kept, has the same content. */
function hasCopy(streams: readonly ListedStream[], kept: readonly PacketRef[], packet: PacketRef): boolean {
  const isEqual = (other: PacketRef, column: Column): boolean =>
    Object.is(columnOf(streams, other, column), columnOf(streams, packet, column));
  for (let index = kept.length - 1; index >= 0; index--) {
    const other = kept[index];
    if (other === undefined || !isEqual(other, 'beginHigh') || !isEqual(other, 'beginLow')) return false;
    const isSame = other.stream !== packet.stream && IDENTITY.every((column) => isEqual(other, column));
    if (isSame && haveSameContent(streams, other, packet)) return true;
  }
  return false;
}

const COMPARE_BYTES = 64 * 1024;

/** A sequence number identifies a packet of a stream. Without one, the bytes are compared. */
function haveSameContent(streams: readonly ListedStream[], one: PacketRef, other: PacketRef): boolean {
  if (!Number.isNaN(columnOf(streams, one, 'sequence'))) return true;
  const bytes = Math.ceil(columnOf(streams, one, 'contentBits') / 8);
  const part = (packet: PacketRef, at: number): Uint8Array => {
    const into = new Uint8Array(Math.min(COMPARE_BYTES, bytes - at));
    const { list, source } = streams[packet.stream] ?? {};
    const got = source?.bytes.read(into, (list?.offsetBytes[packet.row] ?? 0) + at) ?? 0;
    return into.subarray(0, got);
  };
  for (let at = 0; at < bytes; at += COMPARE_BYTES) {
    const expected = part(other, at);
    if (expected.length === 0 || !part(one, at).every((byte, index) => byte === expected[index])) return false;
  }
  return true;
}
