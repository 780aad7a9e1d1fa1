import type { ClockClass } from '../schema/trace-schema';
import { absoluteNs, type ClockBase, nsPerCycle } from './clock-base';
import type { ListedStream } from './listed-stream';
import type { TraceSpan } from './packet-table';
import { isLater, type Words } from './words';

/** The clocks of the streams that have packets. Each has its origin at its first packet. */
export class TraceClocks {
  readonly bases: ClockBase[] = [];
  readonly span: Omit<TraceSpan, 'lengthNs'>;
  readonly #indexes = new Map<ClockClass, number>();

  constructor(streams: readonly ListedStream[]) {
    this.span = this.#setOrigins(firstValues(streams));
  }

  /** Index into `bases`; -1 for a stream class without clock. */
  indexOf({ compiled }: ListedStream, streamClass: number): number {
    const clock = compiled.schema.streams.get(streamClass)?.clock ?? null;
    return clock === null ? -1 : (this.#indexes.get(clock) ?? -1);
  }

  /** A clock without a common origin cannot be compared with absolute ones. Its first packet is put at the trace's begin. */
  #setOrigins(origins: ReadonlyMap<ClockClass, Words>): Omit<TraceSpan, 'lengthNs'> {
    const begins = [...origins].map(([clock, origin]) => ({
      clock,
      origin,
      ns: absoluteNs(clock, (BigInt(origin.high) << 32n) + BigInt(origin.low)),
    }));
    const absolute = begins.filter(({ clock }) => clock.isAbsolute);
    const leading = absolute.length > 0 ? absolute : begins;
    const beginNs = leading.reduce((least, { ns }) => (ns < least ? ns : least), leading[0]?.ns ?? 0n);
    for (const { clock, origin, ns } of begins) {
      const isComparable = absolute.length === 0 || clock.isAbsolute;
      this.#indexes.set(clock, this.bases.length);
      this.bases.push({
        originHigh: origin.high,
        originLow: origin.low,
        originNs: isComparable ? Number(ns - beginNs) : 0,
        ...nsPerCycle(clock),
      });
    }
    return { beginNs, isAbsolute: absolute.length > 0, hasClock: begins.length > 0 };
  }
}

/** The least begin of the packets of each clock. */
function firstValues(streams: readonly ListedStream[]): Map<ClockClass, Words> {
  const origins = new Map<ClockClass, Words>();
  for (const { compiled, list, from, to } of streams) {
    for (let row = from; row < to; row++) {
      const clock = compiled.schema.streams.get(list.streamClass[row] ?? 0)?.clock ?? null;
      if (clock === null) continue;
      const begin = list.begin(row);
      const origin = origins.get(clock);
      if (origin === undefined || isLater(origin, begin)) origins.set(clock, begin);
    }
  }
  return origins;
}
