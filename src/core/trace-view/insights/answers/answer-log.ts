import { CONNECT_CALLS, RECEIVE_CALLS, SEND_CALLS, SERVE_CALLS } from '../facts/syscalls';

/** A wait in a call that receives, which a thread ended in a call that sends. Threads are indexes into `Analysis.threads`. */
export interface Answer {
  thread: number;
  sender: number;
  fromNs: number;
  toNs: number;
  /** Whether the waiting thread had sent something since its last answer. */
  isAsked: boolean;
}

export interface AnswerFacts {
  answers: readonly Answer[];
  /** Threads that connected to something, and that accepted a connection. */
  connecting: ReadonlySet<number>;
  accepting: ReadonlySet<number>;
  /** Begin of the first call of each thread that sends. */
  firstSendNs: ReadonlyMap<number, number>;
  /** False if there were too many calls to keep. */
  isComplete: boolean;
}

/** Waits and sending calls that are kept, about 30 bytes each. */
const MOST_CALLS = 1_000_000;

interface Wait {
  thread: number;
  waker: number;
  fromNs: number;
  toNs: number;
}

/** Collects who sent and who waited to receive. Threads are those of the pass. */
export class AnswerLog {
  readonly #waits: Wait[] = [];
  /** By thread, in the order of time: begin and end, in pairs. */
  readonly #sends = new Map<number, number[]>();
  readonly #connecting = new Set<number>();
  readonly #accepting = new Set<number>();
  #calls = 0;

  addCall(thread: number, name: string, beginNs: number, endNs: number): void {
    if (CONNECT_CALLS.has(name)) this.#connecting.add(thread);
    if (SERVE_CALLS.has(name)) this.#accepting.add(thread);
    if (!SEND_CALLS.has(name) || this.#calls++ >= MOST_CALLS) return;
    const sends = this.#sends.get(thread);
    if (sends) sends.push(beginNs, endNs);
    else this.#sends.set(thread, [beginNs, endNs]);
  }

  /** @param name of the call in which the thread was blocked @param waker -1 for none */
  addWait(thread: number, name: string, beginNs: number, endNs: number, waker: number): void {
    if (waker < 0 || waker === thread || !RECEIVE_CALLS.has(name) || this.#calls++ >= MOST_CALLS) return;
    this.#waits.push({ thread, waker, fromNs: beginNs, toNs: endNs });
  }

  /** @param rowOf index of a thread in the analysis; -1 for none */
  finish(rowOf: (thread: number) => number): AnswerFacts {
    const lastAnswerNs = new Map<number, number>();
    const answers: Answer[] = [];
    for (const { thread, waker, fromNs, toNs } of this.#waits) {
      // An interrupt wakes in the name of the thread that it interrupts, which is seldom in a call that sends.
      if (!hasPartAt(this.#sends.get(waker), toNs)) continue;
      const [row, sender] = [rowOf(thread), rowOf(waker)];
      const sinceNs = lastAnswerNs.get(thread) ?? Number.NEGATIVE_INFINITY;
      lastAnswerNs.set(thread, toNs);
      const isAsked = hasBeginIn(this.#sends.get(thread), sinceNs, fromNs);
      if (row >= 0 && sender >= 0) answers.push({ thread: row, sender, fromNs, toNs, isAsked });
    }
    const rows = (threads: Iterable<number>): Set<number> => new Set([...threads].map(rowOf));
    return {
      answers,
      connecting: rows(this.#connecting),
      accepting: rows(this.#accepting),
      firstSendNs: new Map([...this.#sends].map(([thread, [first = 0]]) => [rowOf(thread), first])),
      isComplete: this.#calls <= MOST_CALLS,
    };
  }
}

/** Index of the first pair that begins after the time. */
function firstAfter(pairs: readonly number[], ns: number): number {
  let [low, high] = [0, pairs.length / 2];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((pairs[2 * middle] as number) > ns) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Whether a pair has the time in it. */
function hasPartAt(pairs: readonly number[] | undefined, ns: number): boolean {
  if (!pairs) return false;
  const before = firstAfter(pairs, ns) - 1;
  return before >= 0 && (pairs[2 * before + 1] as number) >= ns;
}

/** Whether a pair begins after one time and not after the other. */
function hasBeginIn(pairs: readonly number[] | undefined, afterNs: number, toNs: number): boolean {
  return pairs !== undefined && firstAfter(pairs, toNs) > firstAfter(pairs, afterNs);
}
