import { buildScanPlan } from '../../scan/plan/build-plan';
import { cutWindows } from '../../scan/windows';
import type { TimeRange, TraceReading } from '../../trace-reading';
import { decodedFields } from './decoded-fields';
import { fieldPlan } from './field-plan';
import type { FieldBatch, FieldRequest } from './field-request';
import { PacketFields } from './packet-fields';

/** Larger windows walk over fewer packets twice. Their wanted events take about twice as much memory. */
const WINDOW_BYTES = 16 * 2 ** 20;

const WHOLE: TimeRange = { fromNs: 0, toNs: Number.POSITIVE_INFINITY };

/**
 * Reads a few integer fields of some events, in the order of time. It is some twenty times as fast as decoding the events, because
 * all others are only walked over, and streams without a wanted event are not read. Memory is that of one window.
 * @returns yields after a bounded amount of work, also without an event, and how much was read, from 0 to 1
 * @throws ReadError `damaged` for a file that became shorter, and what reading the files throws
 */
export function* readFields(
  reading: TraceReading,
  request: FieldRequest,
): Generator<{ batch: FieldBatch; share: number }> {
  const known = new Map<unknown, readonly string[] | null>();
  const fieldsOf: FieldRequest['fieldsOf'] = (event) => {
    const names = known.has(event) ? (known.get(event) ?? null) : request.fieldsOf(event);
    known.set(event, names);
    return names;
  };
  const base = buildScanPlan(reading);
  const fields = fieldPlan(reading, base, { fieldsOf });
  if (!fields) {
    yield* decodedFields(reading, { ...request, fieldsOf });
    return;
  }
  const { plan, streams } = fields;
  const packets = [...plan.packets.stream.keys()].filter((row) => streams.has(plan.packets.stream[row] as number));
  const column = (of: Float64Array): Float64Array => Float64Array.from(packets, (row) => of[row] as number);
  const { fromNs, toNs } = request.range ?? WHOLE;
  const windows = cutWindows(
    {
      count: packets.length,
      contentBytes: column(plan.packets.contentBytes),
      beginNs: column(plan.packets.beginNs),
      endNs: column(plan.packets.endNs),
    },
    { startNs: fromNs, fromNs, toNs, windowBytes: WINDOW_BYTES, cutsNs: [] },
  );
  const scan = new PacketFields(reading, fields);
  for (const [index, window] of windows.entries()) {
    for (const at of window.packets) scan.add(packets[at] as number, window);
    yield { batch: scan.take(), share: (index + 1) / windows.length };
  }
}
