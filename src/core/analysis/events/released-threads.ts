import type { DecodedEvent } from '@reader/events/event';
import { contextOf, numberOf } from './event-contexts';

/** What the contexts of an event say about its thread. */
export interface ThreadIds {
  /** 0: not recorded. */
  pidNs: number;
  /** -1: not recorded. */
  vpid: number;
  tid: number;
  /** 0: not recorded. */
  mntNs: number;
}

/** Far more than run at a time. */
const MOST_THREADS = 50_000;

/**
 * Knows threads by the thread id of the host. The kernel has already taken a thread that is ending out of its namespaces when it leaves
 * the CPU for the last time: its contexts pid_ns, vpid and vtid are 0 then (lttng-modules reads them with task_tgid_vnr).
 */
export class ReleasedThreads {
  readonly #known = new Map<number, ThreadIds>();

  /** @returns the ids of the event, or of the thread before it was released */
  idsOf(event: Pick<DecodedEvent, 'eventClass' | 'commonContext' | 'specificContext' | 'payload'>): ThreadIds {
    const number = (name: string, absent: number): number => numberOf(contextOf(event, name)) ?? absent;
    const ids = {
      ...{ pidNs: number('pid_ns', 0), mntNs: number('mnt_ns', 0) },
      ...{ vpid: number('vpid', -1), tid: number('vtid', -1) },
    };
    const hostTid = number('tid', -1);
    const thread = hostTid < 0 ? previousTid(event) : hostTid;
    if (thread <= 0) return ids;
    if (ids.vpid === 0 && ids.pidNs === 0) return this.#known.get(thread) ?? ids;
    if (ids.vpid > 0) this.#remember(thread, ids);
    return ids;
  }

  #remember(thread: number, ids: ThreadIds): void {
    const known = this.#known.get(thread);
    if (known?.vpid === ids.vpid && known.tid === ids.tid && known.pidNs === ids.pidNs && known.mntNs === ids.mntNs)
      return;
    this.#known.set(thread, ids);
    if (this.#known.size <= MOST_THREADS) return;
    for (const oldest of this.#known.keys()) {
      this.#known.delete(oldest);
      return;
    }
  }
}

/** A sched_switch is an event of the thread that leaves the CPU. */
const previousTid = ({ eventClass, payload }: Pick<DecodedEvent, 'eventClass' | 'payload'>): number =>
  eventClass.name === 'sched_switch' ? (numberOf(payload.get('prev_tid')) ?? -1) : -1;
