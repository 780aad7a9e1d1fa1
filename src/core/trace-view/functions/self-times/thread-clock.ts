import { THREAD_STATES } from '@reader/analysis/analysis';

const RUNNING = THREAD_STATES.indexOf('running');
const WAITING_TO_RUN = THREAD_STATES.indexOf('waiting-to-run');

/** What a thread did in some time. What is not in it is not known. */
export interface SelfTime {
  runningNs: number;
  /** Could run, and had no CPU. */
  waitingNs: number;
  blockedNs: number;
}

/** The states of one thread, to be asked how long it ran until a time. */
export class ThreadClock {
  readonly #beginNs: number[] = [];
  readonly #endNs: number[] = [];
  readonly #state: number[] = [];
  /** Before each state. */
  readonly #runningNs: number[] = [0];
  readonly #waitingNs: number[] = [0];
  readonly #blockedNs: number[] = [0];
  /** The state that was found last: the next question is often about the same one, or the next. */
  #last = 0;

  get count(): number {
    return this.#state.length;
  }

  /** States come in the order of time and do not overlap. */
  add(state: number, beginNs: number, endNs: number): void {
    const at = this.#state.push(state) - 1;
    this.#beginNs.push(beginNs);
    this.#endNs.push(endNs);
    const ns = endNs - beginNs;
    this.#runningNs.push((this.#runningNs[at] as number) + (state === RUNNING ? ns : 0));
    this.#waitingNs.push((this.#waitingNs[at] as number) + (state === WAITING_TO_RUN ? ns : 0));
    this.#blockedNs.push((this.#blockedNs[at] as number) + (state === RUNNING || state === WAITING_TO_RUN ? 0 : ns));
  }

  /** Adds what the thread did from one time to another one. */
  addTo(sum: SelfTime, fromNs: number, toNs: number): void {
    this.#addUntil(sum, toNs, 1);
    this.#addUntil(sum, fromNs, -1);
  }

  #addUntil(sum: SelfTime, ns: number, sign: 1 | -1): void {
    const at = this.#find(ns);
    if (at < 0) return;
    const state = this.#state[at];
    const partNs = Math.min(ns, this.#endNs[at] as number) - (this.#beginNs[at] as number);
    sum.runningNs += sign * ((this.#runningNs[at] as number) + (state === RUNNING ? partNs : 0));
    sum.waitingNs += sign * ((this.#waitingNs[at] as number) + (state === WAITING_TO_RUN ? partNs : 0));
    const isBlocked = state !== RUNNING && state !== WAITING_TO_RUN;
    sum.blockedNs += sign * ((this.#blockedNs[at] as number) + (isBlocked ? partNs : 0));
  }

  /** Index of the last state that begins at the time or before; -1 for none. */
  #find(ns: number): number {
    const begins = this.#beginNs;
    const last = this.#last;
    if ((begins[last] ?? Number.POSITIVE_INFINITY) <= ns && ns < (begins[last + 1] ?? Number.POSITIVE_INFINITY))
      return last;
    let [low, high] = [0, begins.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((begins[middle] as number) <= ns) low = middle + 1;
      else high = middle;
    }
    this.#last = Math.max(0, low - 1);
    return low - 1;
  }
}
