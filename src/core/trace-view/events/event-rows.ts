import type { DecodedEvent } from '@reader/events/event';
import { epochAt, type NamespaceEpoch } from '@reader/scan/records';
import { contextOf, numberOf } from '../../analysis/events/event-contexts';
import type { RowTable } from '../rows/row-table';
import { hostKey, namespacedThreadKey } from '../rows/thread-keys';

/**
 * Finds the row of the thread of an event by the contexts of the event, and of a sched_switch by its fields: the event is one of the
 * previous thread. Events of the kernel without any context have no row.
 */
export class EventRows {
  constructor(
    private readonly table: RowTable,
    private readonly epochs: readonly NamespaceEpoch[],
  ) {}

  /** @returns null if the event belongs to no row */
  of(event: DecodedEvent, domain: 'userspace' | 'kernel'): number | null {
    const row = this.#rowOf(event, domain);
    return row < 0 ? null : row;
  }

  #rowOf(event: DecodedEvent, domain: 'userspace' | 'kernel'): number {
    const context = (name: string): number => numberOf(contextOf(event, name)) ?? -1;
    if (domain === 'kernel') {
      const tid = event.eventClass.name === 'sched_switch' ? numberOf(event.payload.get('prev_tid')) : undefined;
      const host = tid ?? context('tid');
      if (host > 0) return this.table.ofKey(hostKey(host));
    }
    const vtid = context('vtid');
    const pidNs = Math.max(0, context('pid_ns'));
    if (vtid >= 0) return this.table.ofKey(namespacedThreadKey(pidNs, epochAt(this.epochs, pidNs, event.timeNs), vtid));
    return this.table.ofKey(`${domain} stream ${-1 - event.stream}`);
  }
}
