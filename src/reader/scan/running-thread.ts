import type { EventCursor } from './event-cursor';
import { EVENT_KIND } from './plan/event-kinds';
import { EVENT, NOWHERE, type ScanPlan, STREAM, STREAM_COLUMNS } from './plan/scan-plan';
import { MAX_PACKETS_BACK } from './threads';

/** No sched_switch says who runs. */
export const UNKNOWN_THREAD = -1;

/** Whether rule 2 of the kernel applies to a packet, see threads.ts. */
export function needsRunningThread({ packets, streams }: ScanPlan, packet: number): boolean {
  const stream = (packets.stream[packet] as number) * STREAM_COLUMNS;
  return (
    streams[stream + STREAM.isKernel] === 1 &&
    streams[stream + STREAM.tid] === NOWHERE &&
    (packets.cpu[packet] as number) >= 0
  );
}

/** Finds which thread runs at the begin of a kernel packet, see threads.ts. */
export class RunningThreads {
  /** next_tid of each packet's last sched_switch, `UNKNOWN_THREAD` without one. */
  readonly #lastOf = new Map<number, number>();

  /** @param open opens a packet at its begin; null for one that cannot be scanned */
  constructor(
    private readonly plan: ScanPlan,
    private readonly open: (packet: number) => EventCursor | null,
  ) {}

  /** @returns the host's thread id, or UNKNOWN_THREAD. Other packets may be open afterwards. */
  atBegin(packet: number): number {
    const first = this.#switchTid(packet, EVENT.a, true);
    if (first !== UNKNOWN_THREAD) return first;
    let before = packet;
    for (let back = 0; back < MAX_PACKETS_BACK; back++) {
      before = this.plan.packets.previous[before] as number;
      if (before < 0) break;
      const last = this.#lastSwitch(before);
      if (last !== UNKNOWN_THREAD) return last;
    }
    return UNKNOWN_THREAD;
  }

  #lastSwitch(packet: number): number {
    const known = this.#lastOf.get(packet);
    if (known !== undefined) return known;
    const last = this.#switchTid(packet, EVENT.c, false);
    // Only the packets around a window are asked for again.
    if (this.#lastOf.size > 4 * MAX_PACKETS_BACK) this.#lastOf.clear();
    this.#lastOf.set(packet, last);
    return last;
  }

  /** @returns the field of the packet's first or last sched_switch */
  #switchTid(packet: number, column: number, isFirst: boolean): number {
    const { plan } = this;
    const cursor = this.open(packet);
    let tid = UNKNOWN_THREAD;
    while (cursor?.next()) {
      if (plan.events[cursor.row + EVENT.kind] !== EVENT_KIND.schedSwitch) continue;
      tid = cursor.low(column);
      if (isFirst) break;
    }
    return tid;
  }
}
