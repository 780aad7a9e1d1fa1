import { payloadNumber, type TraceEvent } from './trace-event';

export type CoarseState = 'running' | 'waiting' | 'blocked' | 'unknown';

/** A time in one state. Begins and ends since the epoch. */
export interface StateInterval {
  state: CoarseState;
  fromNs: bigint;
  /** Undefined: until the recording's end. */
  toNs: bigint | undefined;
}

/** Bits of `prev_state`, TASK_* and EXIT_* of the kernel's include/linux/sched.h: reported ones, and those of a thread that has ended. */
const REPORTED = 0xff;
const INTERRUPTIBLE_OR_NOT = 0x3;
const ENDED = 0x30;

/** What each thread of the host did, from the scheduler's events as babeltrace2 prints them. The idle task is left out. */
export class ThreadStates {
  readonly byTid = new Map<number, StateInterval[]>();

  readonly listen = (event: TraceEvent): void => {
    if (event.name === 'sched_switch') {
      this.#change(payloadNumber(event, 'prev_tid'), event.atNs, afterSwitch(payloadNumber(event, 'prev_state') ?? 0));
      this.#change(payloadNumber(event, 'next_tid'), event.atNs, 'running');
    } else if (/^sched_wak(?:ing|eup|eup_new)$/.test(event.name)) {
      const tid = payloadNumber(event, 'tid');
      const { state = 'unknown' } = this.byTid.get(tid ?? 0)?.at(-1) ?? {};
      if (state === 'blocked' || state === 'unknown') this.#change(tid, event.atNs, 'waiting');
    }
  };

  #change(tid: number | undefined, atNs: bigint, state: CoarseState): void {
    if (!tid) return;
    const intervals = this.byTid.get(tid) ?? [];
    this.byTid.set(tid, intervals);
    const last = intervals.at(-1);
    if (last) last.toNs = atNs;
    intervals.push({ state, fromNs: atNs, toNs: undefined });
  }
}

function afterSwitch(prevState: number): CoarseState {
  if ((prevState & REPORTED) === 0) return 'waiting';
  return prevState & ENDED && !(prevState & INTERRUPTIBLE_OR_NOT) ? 'unknown' : 'blocked';
}
