import type { EventCursor } from './event-cursor';
import type { PacketThreads } from './packet-threads';
import { COMM_BYTES } from './plan/comm';
import { EVENT_KIND } from './plan/event-kinds';
import { EVENT, NOWHERE, type ScanPlan } from './plan/scan-plan';
import { NO_CPU, NO_FUNCTION, RECORD } from './records';
import { NAME_SOURCE } from './scan-result';
import type { ScanTables } from './tables/scan-tables';

const PREV_STATE_MASK = 0xfff;
const WORD = 2 ** 32;

/** Whether a system call returned an error: -1 to -4095, MAX_ERRNO of the kernel's include/linux/err.h. */
const isErrno = (high: number, low: number): boolean => high === -1 && low < 0 && low >= -4095;

/** Turns the cursor's event into records and allocations. */
export class EventRecorder {
  #cpu = NO_CPU;

  constructor(
    private readonly plan: ScanPlan,
    private readonly cursor: EventCursor,
    private readonly tables: ScanTables,
    private readonly threads: PacketThreads,
  ) {}

  begin(packet: number): void {
    const cpu = this.plan.packets.cpu[packet] as number;
    this.#cpu = cpu < 0 ? NO_CPU : cpu;
  }

  /** @param kind a value of EVENT_KIND other than `other` */
  record(kind: number, thread: number): void {
    const { records } = this.tables;
    const { timeNs } = this.cursor;
    switch (kind) {
      case EVENT_KIND.functionEntry:
        records.add(timeNs, thread, RECORD.entry, this.#address());
        return;
      case EVENT_KIND.functionExit:
        records.add(timeNs, thread, RECORD.exit, this.#has(EVENT.a) ? this.#address() : NO_FUNCTION);
        return;
      case EVENT_KIND.syscallEntry:
        records.add(timeNs, thread, RECORD.syscallEntry, this.#column(EVENT.classIndex));
        return;
      case EVENT_KIND.syscallExit: {
        const failed = this.#has(EVENT.a) && isErrno(this.#high(0), this.#low(0));
        records.add(timeNs, thread, RECORD.syscallExit, this.#column(EVENT.entryClass) * 2 + (failed ? 1 : 0));
        return;
      }
      case EVENT_KIND.pageFault:
        records.add(timeNs, thread, RECORD.pageFault, 0);
        return;
      case EVENT_KIND.schedSwitch:
        this.#switch();
        return;
      case EVENT_KIND.schedWake:
        this.#wake(thread);
        return;
      case EVENT_KIND.exec:
        this.#endCalls(thread, RECORD.exec);
        return;
      case EVENT_KIND.threadEnd:
        this.#endCalls(thread, RECORD.threadEnd);
        return;
      default:
        this.#allocation(kind, thread);
    }
  }

  #switch(): void {
    const { records } = this.tables;
    const { timeNs } = this.cursor;
    const [prev, next] = [this.#low(0), this.#low(2)];
    if (prev !== 0) {
      const thread = this.threads.hostThread(prev);
      records.add(timeNs, thread, RECORD.switchOut, this.#low(1) & PREV_STATE_MASK);
      this.#name(thread, EVENT.d);
    }
    if (next === 0) return;
    const thread = this.threads.hostThread(next);
    records.add(timeNs, thread, RECORD.switchIn, this.#cpu);
    this.#name(thread, EVENT.e);
  }

  #wake(waker: number): void {
    const tid = this.#low(0);
    if (tid === 0) return;
    const thread = this.threads.hostThread(tid);
    this.tables.records.add(this.cursor.timeNs, thread, RECORD.wake, waker);
    this.#name(thread, EVENT.d);
  }

  #endCalls(thread: number, kind: number): void {
    const { records } = this.tables;
    const { timeNs } = this.cursor;
    records.add(timeNs, thread, kind, 0);
    const userspace = this.threads.userspaceThread();
    if (userspace >= 0) records.add(timeNs, userspace, kind, 0);
  }

  #allocation(kind: number, thread: number): void {
    const { allocations } = this.tables;
    const { timeNs } = this.cursor;
    const address = (index: number): [number, number] => [this.#low(index) >>> 0, this.#high(index) >>> 0];
    if (kind === EVENT_KIND.free) {
      allocations.add(timeNs, thread, ...address(0), -1);
      return;
    }
    if (kind === EVENT_KIND.reallocate) allocations.add(timeNs, thread, ...address(2), -1);
    else if (this.#has(EVENT.d) && this.#low(3) !== 0) return;
    const count = kind === EVENT_KIND.allocate && this.#has(EVENT.c) ? this.#unsigned(2) : 1;
    allocations.add(timeNs, thread, ...address(0), this.#unsigned(1) * count);
  }

  /** @param column a column of `ScanPlan.events` with the place of a `comm` */
  #name(thread: number, column: number): void {
    const { cursor, tables } = this;
    if (!this.#has(column) || !tables.threads.wantsName(thread, NAME_SOURCE.comm, cursor.timeNs)) return;
    const at = cursor.at(this.#column(column), cursor.payload);
    tables.threads.setName(thread, NAME_SOURCE.comm, cursor.timeNs, cursor.bytes, at, COMM_BYTES);
  }

  #column(column: number): number {
    return this.plan.events[this.cursor.row + column] as number;
  }

  #has(column: number): boolean {
    return this.#column(column) !== NOWHERE;
  }

  #address(): number {
    return this.tables.addresses.find(this.#low(0), this.#isWide(0) ? this.#high(0) : 0);
  }

  #isWide(field: number): boolean {
    return ((this.#column(EVENT.wide) >> field) & 1) === 1;
  }

  /** The lower 32 bits of the n-th field, signed. */
  #low(field: number): number {
    return this.cursor.low(EVENT.a + field);
  }

  /** The upper 32 bits of the n-th field, signed; of a field of 32 bits those of its sign. */
  #high(field: number): number {
    return this.#isWide(field) ? this.cursor.high(EVENT.a + field) : this.#low(field) >> 31;
  }

  #unsigned(field: number): number {
    return (this.#isWide(field) ? (this.#high(field) >>> 0) * WORD : 0) + (this.#low(field) >>> 0);
  }
}
