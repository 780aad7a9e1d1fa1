import { provided } from '@shared/model/provided';

/** What the tracer says about a lock, see lttng-ust-pthread in lttng-ust's `ust_pthread.h`. */
export type LockEvent = 'request' | 'acquire' | 'release';

/** Waits of one thread for a lock that another one held. */
export interface LockWait {
  count: number;
  ns: number;
  longestNs: number;
  longestAtNs: number;
}

/** A lock of a process for which threads waited. Processes and threads are the numbers that `LockWaits.add` got. */
export interface ContendedLock {
  process: number;
  address: number;
  /** By holder, then by waiting thread. */
  waits: ReadonlyMap<number, ReadonlyMap<number, LockWait>>;
}

/** A thread that waits: pthread_mutex_lock has no timeout, so it waits for one lock at a time. */
interface Pending {
  thread: number;
  fromNs: number;
  /** Time by holder; null until one released the lock. */
  by: Map<number, number> | null;
}

interface Lock extends ContendedLock {
  waits: Map<number, Map<number, LockWait>>;
  holder: number | null;
  sinceNs: number;
  /** A lock may be recursive. */
  depth: number;
  waiting: Pending[];
}

/**
 * The event of a release comes after the lock was released, so that a shorter wait may be none. More frequent ones add up to a limit
 * on their own.
 */
const LEAST_WAIT_NS = 50_000;
/** More locks are not followed. */
const MOST_LOCKS = 100_000;

/**
 * Follows who holds each lock. Events come in the order of time. A wait counts for the threads that held the lock meanwhile.
 * pthread_cond_wait releases and acquires a lock without an event: then another thread acquires it, which ends what was held.
 */
export class LockWaits {
  readonly #processes = new Map<number, Map<number, Lock>>();
  #count = 0;
  /** A request, an acquisition and a release of one lock follow each other. */
  #last: Lock | null = null;
  isComplete = true;

  add(event: LockEvent, process: number, address: number, thread: number, atNs: number): void {
    const lock = this.#of(process, address);
    if (!lock) return;
    if (event === 'request') {
      takeWaiting(lock, thread);
      lock.waiting.push({ thread, fromNs: atNs, by: null });
    } else if (event === 'acquire') acquire(lock, thread, atNs);
    else if (lock.holder === thread && --lock.depth === 0) endHold(lock, atNs);
  }

  /** Those for which a thread waited. */
  contended(): ContendedLock[] {
    return [...this.#processes.values()].flatMap((locks) => [...locks.values()].filter(({ waits }) => waits.size > 0));
  }

  #of(process: number, address: number): Lock | null {
    const last = this.#last;
    if (last?.address === address && last.process === process) return last;
    const locks = provided(this.#processes, process, () => new Map<number, Lock>());
    const known = locks.get(address);
    if (known) {
      this.#last = known;
      return known;
    }
    if (this.#count >= MOST_LOCKS) {
      this.isComplete = false;
      return null;
    }
    this.#count++;
    const lock: Lock = { process, address, waits: new Map(), holder: null, sinceNs: 0, depth: 0, waiting: [] };
    locks.set(address, lock);
    return lock;
  }
}

function takeWaiting({ waiting }: Lock, thread: number): Pending | null {
  // Most locks are free: the thread that asked last gets it.
  if (waiting.at(-1)?.thread === thread) return waiting.pop() ?? null;
  const at = waiting.findIndex((one) => one.thread === thread);
  return at < 0 ? null : (waiting.splice(at, 1)[0] ?? null);
}

function acquire(lock: Lock, thread: number, atNs: number): void {
  if (lock.holder === thread) {
    lock.depth++;
    takeWaiting(lock, thread);
    return;
  }
  endHold(lock, atNs);
  const pending = takeWaiting(lock, thread);
  if (pending && atNs - pending.fromNs >= LEAST_WAIT_NS) commit(lock, pending);
  lock.holder = thread;
  lock.sinceNs = atNs;
  lock.depth = 1;
}

/** What was held until now counts for all that wait. */
function endHold(lock: Lock, atNs: number): void {
  const { holder, sinceNs, waiting } = lock;
  lock.holder = null;
  if (holder === null) return;
  for (const pending of waiting) {
    pending.by ??= new Map();
    const ns = Math.max(0, atNs - Math.max(pending.fromNs, sinceNs));
    pending.by.set(holder, (pending.by.get(holder) ?? 0) + ns);
  }
}

function commit({ waits }: Lock, { thread, fromNs, by }: Pending): void {
  for (const [holder, ns] of by ?? []) {
    if (ns === 0 || holder === thread) continue;
    const waiters = provided(waits, holder, () => new Map<number, LockWait>());
    const known = waiters.get(thread) ?? { count: 0, ns: 0, longestNs: 0, longestAtNs: 0 };
    const longest = ns > known.longestNs ? { longestNs: ns, longestAtNs: fromNs } : known;
    waiters.set(thread, { ...longest, count: known.count + 1, ns: known.ns + ns });
  }
}
