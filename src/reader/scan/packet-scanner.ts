import type { EventCursor } from './event-cursor';
import { PacketThreads } from './packet-threads';
import { EVENT_KIND } from './plan/event-kinds';
import { EVENT, type ScanPlan, STREAM } from './plan/scan-plan';
import { EventRecorder } from './record-events';
import type { ScanTables } from './tables/scan-tables';
import type { ScanWindow } from './windows';

/** Scans packets into tables. The cursor decides whether streams are read by their layout or by the decoder. */
export class PacketScanner {
  readonly #threads: PacketThreads;
  readonly #recorder: EventRecorder;

  constructor(
    private readonly plan: ScanPlan,
    private readonly cursor: EventCursor,
    private readonly tables: ScanTables,
  ) {
    this.#threads = new PacketThreads(plan, cursor, tables.threads);
    this.#recorder = new EventRecorder(plan, cursor, tables, this.#threads);
  }

  /**
   * Adds the packet's events in the window to the tables. The cursor is open at the packet's begin.
   * @param running host's thread id at the packet's begin; UNKNOWN_THREAD if that is not known or not needed
   */
  scan(packet: number, { fromNs, toNs, isCounted }: ScanWindow, running: number): void {
    const { cursor } = this;
    const threads = this.#threads;
    const { events } = this.plan;
    const { counter } = this.tables;
    const { byClass } = counter;
    const recorder = this.#recorder;
    const leaf = this.plan.streams[cursor.stream + STREAM.leaf] as number;
    threads.begin(packet, running, isCounted);
    recorder.begin(packet);
    let bin = 0;
    let binEndNs = Number.NEGATIVE_INFINITY;
    let binEvents = 0;
    while (cursor.next() && cursor.timeNs < toNs) {
      const { row } = cursor;
      const kind = events[row + EVENT.kind] as number;
      if (cursor.timeNs >= fromNs) {
        const thread = threads.next();
        if (isCounted) {
          const classIndex = events[row + EVENT.classIndex] as number;
          byClass[classIndex] = (byClass[classIndex] as number) + 1;
          if (cursor.timeNs >= binEndNs) {
            if (binEvents > 0) counter.addToBin(leaf, bin, binEvents);
            bin = counter.binOf(cursor.timeNs);
            binEndNs = counter.endOf(bin);
            binEvents = 0;
          }
          binEvents++;
        }
        if (kind !== EVENT_KIND.other) recorder.record(kind, thread);
      }
      if (kind === EVENT_KIND.schedSwitch && threads.followsSwitches) threads.follow();
    }
    if (binEvents > 0) counter.addToBin(leaf, bin, binEvents);
    threads.end();
  }
}
