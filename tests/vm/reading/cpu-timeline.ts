import { contextNumber, payloadNumber, payloadText, type TraceEvent } from './trace-event';

/** A thread as its container numbers it. */
export interface InnerThread {
  pidNs: number;
  vtid: number;
}

/** A time that a thread of the host was on a CPU. */
export interface Stay {
  cpu: number;
  /** As the host numbers it; 0 is the idle task. */
  tid: number;
  fromNs: bigint;
  /** Undefined: until the recording's end. */
  toNs: bigint | undefined;
  /** As the scheduler's event at its end tells; an exiting thread is in no namespace any more. */
  thread: InnerThread | undefined;
}

/** The threads on each CPU over time, from the scheduler's events. Their contexts `pid_ns` and `vtid` belong to the thread that leaves. */
export class CpuTimeline {
  #staysByCpu = new Map<number, Stay[]>();
  #threadByTid = new Map<number, InnerThread>();
  /** When the recording of the kernel began. */
  #beganNs: bigint | undefined;
  /** Who left a CPU in another's place, by both numbers, until a program's start tells that they are one. */
  #doubts = new Map<string, string>();

  readonly listen = (event: TraceEvent): void => {
    if (event.name.includes(':')) return; // a program's
    this.#beganNs ??= event.atNs;
    if (event.name === 'sched_switch') this.#switched(event);
    else if (event.name === 'sched_process_fork') this.#forked(event);
    else if (event.name === 'sched_process_exec') this.#executed(event);
  };

  #switched(event: TraceEvent): void {
    const stays = this.#staysByCpu.get(event.cpu) ?? [];
    this.#staysByCpu.set(event.cpu, stays);
    const leaving = payloadNumber(event, 'prev_tid') ?? Number.NaN;
    const thread = innerThread(event);
    if (thread) this.#threadByTid.set(leaving, thread);
    const last = stays.at(-1);
    // The first that leaves was there since the recording began.
    const stay = last ?? {
      cpu: event.cpu,
      tid: leaving,
      fromNs: this.#beganNs ?? event.atNs,
      toNs: undefined,
      thread: undefined,
    };
    if (!last) stays.push(stay);
    if (stay.tid !== leaving)
      this.#doubts.set(
        `${stay.tid} ${leaving}`,
        `On CPU ${event.cpu} thread ${leaving} leaves at ${event.atNs}, where ${stay.tid} was: events are missing.`,
      );
    stay.toNs = event.atNs;
    stay.thread = thread ?? this.#threadByTid.get(leaving);
    const coming = payloadNumber(event, 'next_tid') ?? Number.NaN;
    stays.push({ cpu: event.cpu, tid: coming, fromNs: event.atNs, toNs: undefined, thread: undefined });
  }

  /** `vtids` holds the child's number in each namespace from the host's inwards; `child_ns_inum` is the innermost one. */
  #forked(event: TraceEvent): void {
    const tid = payloadNumber(event, 'child_tid');
    const pidNs = payloadNumber(event, 'child_ns_inum');
    const vtids = [...event.payload.matchAll(/\[\d+\] = (\d+)/g)].map(([, vtid]) => Number(vtid));
    const vtid = vtids.at(-1);
    if (tid !== undefined && pidNs !== undefined && vtid !== undefined) this.#threadByTid.set(tid, { pidNs, vtid });
    else throw new Error(`A fork without its numbers (${payloadText(event, 'child_comm')}): ${event.payload}`);
  }

  /** A thread that is not its process's first takes the first one's number over when it starts a program; see execve(2). */
  #executed(event: TraceEvent): void {
    const [before, tid] = [payloadNumber(event, 'old_tid'), payloadNumber(event, 'tid')];
    if (before === undefined || tid === undefined || before === tid) return;
    this.#doubts.delete(`${before} ${tid}`);
    const stays = this.#staysByCpu.get(event.cpu);
    const stay = stays?.at(-1);
    if (stay?.tid !== before) return; // it has left and come again since, by its new number
    stay.toNs = event.atNs;
    stay.thread = this.#threadByTid.get(before);
    stays?.push({ cpu: event.cpu, tid, fromNs: event.atNs, toNs: undefined, thread: undefined });
  }

  /**
   * All times on any CPU, each CPU's in order.
   * @throws Error when a switch is missing
   */
  get stays(): readonly Stay[] {
    this.#refuseDoubts();
    return [...this.#staysByCpu.values()].flat();
  }

  /** The host's number of a container's thread; undefined when the scheduler never had it. The last one, if the numbers were reused. */
  hostThreadOf({ pidNs, vtid }: InnerThread): number | undefined {
    let found: number | undefined;
    for (const [tid, thread] of this.#threadByTid) if (thread.pidNs === pidNs && thread.vtid === vtid) found = tid;
    return found;
  }

  #refuseDoubts(): void {
    for (const doubt of this.#doubts.values()) throw new Error(doubt);
  }

  /**
   * Who was on a CPU at a time; undefined before the kernel's recording.
   * @throws Error when a switch is missing
   */
  at(cpu: number, atNs: bigint): Stay | undefined {
    this.#refuseDoubts();
    const stays = this.#staysByCpu.get(cpu) ?? [];
    let low = 0;
    let high = stays.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((stays[middle]?.fromNs ?? 0n) <= atNs) low = middle + 1;
      else high = middle;
    }
    const stay = stays[low - 1];
    if (!stay || (stay.toNs !== undefined && atNs > stay.toNs)) return undefined;
    return stay.thread ? stay : { ...stay, thread: this.#threadByTid.get(stay.tid) };
  }
}

/** Undefined where the channel has no such contexts, and for a thread that is exiting: it shows zeros. */
export function innerThread(event: TraceEvent): InnerThread | undefined {
  const pidNs = contextNumber(event, 'pid_ns');
  const vtid = contextNumber(event, 'vtid');
  return pidNs && vtid ? { pidNs, vtid } : undefined;
}
