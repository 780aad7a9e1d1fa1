import { Analyser } from '@reader/analysis/analyser';
import type { Analysis } from '@reader/analysis/analysis';
import { type AnalyserRequest, binsOf } from '@reader/analysis/range-analysis';
import { SpanLog } from '@reader/analysis/spans/span-log';
import type { SpanSink } from '@reader/analysis/spans/span-sink';
import type { PacketTable } from '@reader/packets/packet-table';
import { NO_FUNCTION, RECORD } from '@reader/scan/records';
import { SCAN_THREAD, type ScanResult } from '@reader/scan/scan-result';
import { ScanTables } from '@reader/scan/tables/scan-tables';
import type { ScanWindow } from '@reader/scan/windows';
import type { SpanBatch, SpanTables, TraceReading } from '@reader/trace-reading';
import { lttngSchema } from '../../../setup/lttng-trace';

export interface TestThread {
  kind?: number;
  pidNs?: number;
  vpid?: number;
  tid: number;
}

/** A record, or with `kind: 'other'` an event without record. */
export interface TestRecord {
  at: number;
  thread: TestThread;
  kind: keyof typeof RECORD;
  /** Address of a function; null for an exit that names none. */
  address?: bigint | null;
  /** Operand of the other kinds; an exit of a system call has `failed` instead. */
  operand?: number;
  failed?: boolean;
  waker?: TestThread;
  comm?: string;
}

export interface TestTrace {
  records: readonly TestRecord[];
  /** Where windows begin, besides 0. */
  cuts?: readonly number[];
  fromNs?: number;
  toNs?: number;
  /** When events of the leaf are lost: the previous packet's end and the packet's end. */
  losses?: readonly { fromNs: number; toNs: number }[];
  /** Names of the event classes; a record's operand is an index. */
  events?: readonly string[];
  epochs?: AnalyserRequest['epochs'];
  filter?: AnalyserRequest['filter'];
  /** Continues another analyser from a checkpoint at this time. */
  checkpointNs?: number;
}

export const LENGTH = 1000;

export const user = (tid: number, vpid = 10, pidNs = 7): TestThread => ({
  kind: SCAN_THREAD.userspace,
  pidNs,
  vpid,
  tid,
});
export const host = (tid: number): TestThread => ({ kind: SCAN_THREAD.host, tid });
export const enter = (thread: TestThread, at: number, address: bigint): TestRecord => ({
  thread,
  at,
  kind: 'entry',
  address,
});
export const leave = (thread: TestThread, at: number, address: bigint | null): TestRecord => ({
  thread,
  at,
  kind: 'exit',
  address,
});

export const analysisOf = (trace: TestTrace): Analysis => passOver(trace).finish();

/** The spans of all windows, those of open calls last. */
export function spansOf(trace: TestTrace): { batch: SpanBatch; tables: SpanTables } {
  const log = new SpanLog();
  const analyser = passOver(trace, log);
  analyser.finish();
  const batch = log.take({ fromNs: 0, toNs: LENGTH });
  return { batch, tables: analyser.spanTables };
}

export function passOver(trace: TestTrace, sink: SpanSink | null = null): Analyser {
  const { fromNs = 0, toNs = LENGTH, epochs = [], filter = null } = trace;
  const range = { fromNs, toNs };
  const reading = readingOf(trace);
  const bins = binsOf(range, 10);
  const create = () => new Analyser(reading, { range, bins, epochs, filter }, sink);
  let analyser = create();
  for (const window of windowsOf(trace)) {
    if (window.fromNs === trace.checkpointNs) {
      const checkpoint = analyser.checkpoint(window.fromNs);
      analyser = create();
      analyser.restore(checkpoint);
    }
    analyser.consume(window, scanOf(trace, window, bins, reading.eventClasses.length));
  }
  return analyser;
}

function windowsOf({ cuts = [], fromNs = 0, toNs = LENGTH, epochs = [], checkpointNs = 0 }: TestTrace): ScanWindow[] {
  const inner = [fromNs, checkpointNs, ...cuts, ...epochs.map((epoch) => epoch.fromNs)].filter(
    (cut) => cut > 0 && cut < toNs,
  );
  const edges = [...new Set([0, ...inner, toNs])].sort((a, b) => a - b);
  return edges.slice(1).map((to, index) => {
    const from = edges[index] ?? 0;
    return { fromNs: from, toNs: to, isCounted: from >= fromNs, packets: new Uint32Array() };
  });
}

function scanOf(
  { records }: TestTrace,
  window: ScanWindow,
  bins: ReturnType<typeof binsOf>,
  classes: number,
): ScanResult {
  const tables = new ScanTables(classes, 1, bins);
  tables.begin(window);
  const threadOf = ({ kind = SCAN_THREAD.userspace, pidNs = 0, vpid = -1, tid }: TestThread): number =>
    tables.threads.find(kind, pidNs, vpid, tid, 0);
  for (const record of records) {
    if (record.at < window.fromNs || record.at >= window.toNs) continue;
    const thread = threadOf(record.thread);
    tables.threads.addEvents(thread, window.isCounted ? 1 : 0, record.at, record.at);
    if (record.kind === 'other') continue;
    tables.records.add(record.at, thread, RECORD[record.kind], operandOf(record, tables, threadOf));
  }
  return { ...tables.result(), warnings: [] };
}

function operandOf(record: TestRecord, { addresses }: ScanTables, threadOf: (thread: TestThread) => number): number {
  const { kind, address, operand = 0, failed = false, waker } = record;
  if (address === null) return NO_FUNCTION;
  if (address !== undefined) {
    return addresses.find(Number(BigInt.asIntN(32, address)), Number(BigInt.asIntN(32, address >> 32n)));
  }
  if (kind === 'syscallExit') return operand * 2 + (failed ? 1 : 0);
  return waker ? threadOf(waker) : operand;
}

export function readingOf({ losses = [], events = [] }: TestTrace): TraceReading {
  const schema = lttngSchema();
  const packets = {
    count: losses.length * 2,
    leaf: new Uint32Array(losses.length * 2),
    stream: Uint32Array.from(losses.flatMap((_, index) => [index, index])),
    cpu: new Int32Array(losses.length * 2),
    beginNs: Float64Array.from(losses.flatMap(({ fromNs, toNs }) => [fromNs, toNs])),
    endNs: Float64Array.from(losses.flatMap(({ fromNs, toNs }) => [fromNs, toNs])),
    discarded: Float64Array.from(losses.flatMap(() => [0, 3])),
    lostBefore: new Float64Array(losses.length * 2),
  };
  const names = events.length > 0 ? events : ['other'];
  return {
    leaves: [{ path: 'leaf', schema, domain: 'kernel', eventBase: 0 }],
    streams: [],
    eventClasses: names.map((name, id) => ({
      leaf: 0,
      streamClass: 0,
      class: { id, name, logLevel: null, specificContext: null, payload: null },
    })),
    packets: packets as unknown as PacketTable,
    clocks: [],
    span: { beginNs: 0n, lengthNs: LENGTH, isAbsolute: true, hasClock: true },
    warnings: [],
  } as unknown as TraceReading;
}
