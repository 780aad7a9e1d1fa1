import type { TraceReading } from '../trace-reading';
import type { LossRow } from './analysis';

type LossSource = Pick<TraceReading, 'packets' | 'leaves'>;

/**
 * The losses of a trace in the order of time. Discarded events are missing between the end of the previous packet of the stream and
 * the end of the packet that counts them (CTF 1.8.3 section 5.2); packets are missing before it.
 */
export function lossesOf({ packets }: LossSource): LossRow[] {
  const losses: LossRow[] = [];
  const ends = new Map<number, number>();
  for (let packet = 0; packet < packets.count; packet++) {
    const stream = packets.stream[packet] ?? 0;
    const [beginNs, endNs] = [packets.beginNs[packet] ?? 0, packets.endNs[packet] ?? 0];
    const fromNs = Math.min(ends.get(stream) ?? beginNs, beginNs);
    ends.set(stream, endNs);
    const [events, lost] = [packets.discarded[packet] ?? 0, packets.lostBefore[packet] ?? 0];
    const where = { leaf: packets.leaf[packet] ?? 0, stream, cpu: packets.cpu[packet] ?? -1, fromNs };
    if (lost > 0) losses.push({ ...where, toNs: beginNs, events: 0, packets: lost });
    if (events > 0) losses.push({ ...where, toNs: endNs, events, packets: 0 });
  }
  return losses;
}

/**
 * When losses begin and end, by recording. Calls that are open then may miss a part, so they count as cut. Threads move between CPUs,
 * so a loss concerns all threads of the recording. Leaves with the same UUID are parts of one recording.
 */
export class LossTimes {
  readonly #groups: number[];
  readonly #times: Float64Array[];

  constructor(source: LossSource) {
    const { leaves } = source;
    this.#groups = leaves.map(({ schema, domain }, index) => {
      const first = leaves.findIndex((other) => other.schema.uuid === schema.uuid && other.domain === domain);
      return schema.uuid === null ? index : first;
    });
    const times = leaves.map((): number[] => []);
    for (const { leaf, fromNs, toNs } of lossesOf(source)) times[this.groupOf(leaf)]?.push(fromNs, toNs);
    this.#times = times.map((group) => Float64Array.from(new Set(group)).sort());
  }

  groupOf(leaf: number): number {
    return this.#groups[leaf] ?? 0;
  }

  /** @returns the times of a recording's losses, ascending */
  timesOf(group: number): Float64Array {
    return this.#times[group] ?? new Float64Array();
  }
}
