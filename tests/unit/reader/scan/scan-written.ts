import { openLeaves } from '@reader/open-trace';
import { buildScanPlan } from '@reader/scan/plan/build-plan';
import { HEADER, type ScanPlan, STREAM } from '@reader/scan/plan/scan-plan';
import { RECORD } from '@reader/scan/records';
import { NAME_BYTES, SCAN_THREAD, type ScanResult } from '@reader/scan/scan-result';
import { WindowScanner } from '@reader/scan/window-scanner';
import { cutWindows, type ScanWindow } from '@reader/scan/windows';
import type { TraceSchema } from '@reader/schema/trace-schema';
import type { TraceReading } from '@reader/trace-reading';
import { bytesSource } from '../../../setup/bit-writer';
import { eventClass, type HeaderName, type WrittenPacket, writeLttngStream } from '../../../setup/lttng-events';
import { field } from '../../../setup/lttng-trace';

interface ScannedTrace {
  reading: TraceReading;
  plan: ScanPlan;
  windows: readonly ScanWindow[];
  results: readonly ScanResult[];
}

interface ScanOptions {
  header?: HeaderName;
  /** Makes the decoder read the stream. */
  isSlow?: boolean;
  cutsNs?: readonly number[];
  bins?: number;
  fromNs?: number;
}

/** Writes each list of packets as a stream of one leaf, and scans it. Times in packets begin at 0, those of results at the first packet. */
export function scanWritten(
  schema: TraceSchema,
  streams: readonly (readonly WrittenPacket[])[],
  { header = 'large', isSlow = false, cutsNs = [], bins = 10, fromNs = 0 }: ScanOptions = {},
): ScannedTrace {
  const source = {
    path: 'leaf',
    metadata: new Uint8Array(),
    streams: streams.map((packets, index) => ({
      name: `channel_${index}`,
      bytes: bytesSource(
        writeLttngStream(
          schema,
          header,
          packets.map((packet) => ({ instance: index, ...packet })),
        ),
      ),
      index: null,
    })),
  };
  const reading = openLeaves([source], () => (isSlow ? withOddEvent(schema) : schema));
  const plan = buildScanPlan(reading);
  const kind = plan.streams[STREAM.header];
  if ((kind === HEADER.slow) !== isSlow) throw new Error(`the stream has header ${kind}`);
  const request = { startNs: 0, fromNs, toNs: Number.POSITIVE_INFINITY, windowBytes: 2 ** 30, cutsNs };
  const windows = cutWindows(plan.packets, request);
  const widthNs = Math.max(1, Math.ceil((reading.span.lengthNs + 1 - fromNs) / bins));
  const scanner = new WindowScanner(reading, plan, { fromNs, widthNs, count: bins });
  return { reading, plan, windows, results: windows.map((window) => scanner.scan(window)) };
}

/** The result of a trace that was scanned as one window. */
export function only({ results }: ScannedTrace): ScanResult {
  const [result] = results;
  if (!result || results.length !== 1) throw new Error('one window was expected');
  return result;
}

/** No program can walk over an integer of variable length, so the decoder reads the whole stream. */
function withOddEvent(schema: TraceSchema): TraceSchema {
  const odd = eventClass(99, 'odd', field('n', { kind: 'variable-integer', isSigned: false, base: 10 }));
  const streams = [...schema.streams].map(([id, stream]) => {
    return [id, { ...stream, events: new Map([...stream.events, [odd.id, odd]]) }] as const;
  });
  return { ...schema, streams: new Map(streams) };
}

const KIND_NAMES = Object.entries(RECORD);
const THREAD_KINDS = Object.entries(SCAN_THREAD);

/** Threads as `host 5` or `userspace 7 10 11`: kind, namespace and vpid if they are part of the identity, tid. */
export function threadNames({ threads }: ScanResult): string[] {
  return Array.from({ length: threads.count }, (_, row) => {
    const [kind = '?'] = THREAD_KINDS.find(([, value]) => value === threads.kind[row]) ?? [];
    const parts = { userspace: [threads.pidNs[row], threads.vpid[row]], inNamespace: [threads.pidNs[row]] }[kind] ?? [];
    return [kind, ...parts, threads.tid[row]].join(' ');
  });
}

/** Records as `host 5: 100 switchIn 0`, sorted by thread as they are in the result. */
export function recordLines(result: ScanResult): string[] {
  const { records } = result;
  return threadNames(result).flatMap((thread, row) => {
    const lines: string[] = [];
    for (let at = records.threadBegin[row] as number; at < (records.threadBegin[row + 1] as number); at++) {
      const op = records.op[at] as number;
      const [kind] = KIND_NAMES.find(([, value]) => value === (op & 15)) ?? [];
      lines.push(`${thread}: ${records.timeNs[at]} ${kind} ${op >>> 4}`);
    }
    return lines;
  });
}

export function namesOf({ threads }: ScanResult): string[] {
  return Array.from({ length: threads.count }, (_, row) => {
    const bytes = threads.names.subarray(row * NAME_BYTES, (row + 1) * NAME_BYTES);
    return new TextDecoder().decode(bytes.subarray(0, bytes.indexOf(0)));
  });
}
