import { LOW_WORD } from './begin-words';
import { type ClockBase, wordsToNs } from './clock-base';
import type { ListedStream } from './listed-stream';
import { countLosses } from './losses';
import type { PacketTable, TraceSpan } from './packet-table';
import { TraceClocks } from './trace-clocks';

export interface BuiltTable {
  packets: PacketTable;
  span: TraceSpan;
  clocks: ClockBase[];
}

/** Brings the packets of all streams on one time base and in order. */
export function buildTable(streams: readonly ListedStream[]): BuiltTable {
  countLosses(streams);
  const clocks = new TraceClocks(streams);
  const { stream, row, clock, beginNs, order } = sortPackets(streams, clocks);
  const packets = emptyTable(order.length);
  const words = new Uint32Array(packets.beginCycles.buffer);
  let lengthNs = 0;
  for (const [index, from] of order.entries()) {
    const at = row[from] ?? 0;
    const begin = beginNs[from] ?? 0;
    const listed = streams[stream[from] ?? 0];
    if (listed === undefined) continue;
    const { list, leaf } = listed;
    packets.leaf[index] = leaf;
    packets.stream[index] = stream[from] ?? 0;
    packets.streamClass[index] = list.streamClass[at] ?? 0;
    packets.number[index] = at - listed.from;
    packets.clock[index] = clock[from] ?? -1;
    packets.offsetBytes[index] = list.offsetBytes[at] ?? 0;
    packets.sizeBits[index] = list.sizeBits[at] ?? 0;
    packets.contentBits[index] = list.contentBits[at] ?? 0;
    packets.cpu[index] = list.cpu[at] ?? -1;
    packets.discarded[index] = list.discardedSince[at] ?? 0;
    packets.lostBefore[index] = list.lostBefore[at] ?? 0;
    packets.beginNs[index] = begin;
    packets.endNs[index] = begin;
    const base = clocks.bases[clock[from] ?? -1];
    if (base === undefined) continue;
    words[2 * index + LOW_WORD] = list.beginLow[at] ?? 0;
    words[2 * index + 1 - LOW_WORD] = list.beginHigh[at] ?? 0;
    const end = Math.max(begin, wordsToNs(base, list.endHigh[at] ?? 0, list.endLow[at] ?? 0));
    packets.endNs[index] = end;
    if (end > lengthNs) lengthNs = end;
  }
  return { packets, span: { ...clocks.span, lengthNs }, clocks: clocks.bases };
}

/** Columns of the packets in the order of the files, and their order by begin, then by file and place in the file. */
function sortPackets(streams: readonly ListedStream[], clocks: TraceClocks) {
  const capacity = streams.reduce((sum, { from, to }) => sum + to - from, 0);
  const columns = {
    stream: new Uint32Array(capacity),
    row: new Uint32Array(capacity),
    clock: new Int32Array(capacity),
    beginNs: new Float64Array(capacity),
  };
  let count = 0;
  for (const [index, listed] of streams.entries()) {
    const { list, from, to } = listed;
    for (let row = from; row < to; row++) {
      if (list.isCopy[row] === 1) continue;
      const clock = clocks.indexOf(listed, list.streamClass[row] ?? 0);
      const base = clocks.bases[clock];
      columns.stream[count] = index;
      columns.row[count] = row;
      columns.clock[count] = clock;
      columns.beginNs[count] =
        base === undefined ? 0 : wordsToNs(base, list.beginHigh[row] ?? 0, list.beginLow[row] ?? 0);
      count++;
    }
  }
  const { beginNs } = columns;
  // The sort of arrays is fast for a few sorted runs, which the streams are; that of typed arrays is not.
  const order = Array.from({ length: count }, (_, index) => index);
  order.sort((a, b) => (beginNs[a] ?? 0) - (beginNs[b] ?? 0) || a - b);
  return { ...columns, order };
}

function emptyTable(count: number): PacketTable {
  return {
    count,
    leaf: new Uint32Array(count),
    stream: new Uint32Array(count),
    streamClass: new Uint32Array(count),
    number: new Uint32Array(count),
    clock: new Int32Array(count),
    offsetBytes: new Float64Array(count),
    sizeBits: new Float64Array(count),
    contentBits: new Float64Array(count),
    beginNs: new Float64Array(count),
    endNs: new Float64Array(count),
    beginCycles: new BigUint64Array(count),
    cpu: new Int32Array(count),
    discarded: new Float64Array(count),
    lostBefore: new Float64Array(count),
  };
}
