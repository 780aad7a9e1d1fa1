import type { Analysis } from '@reader/analysis/analysis';
import { type FieldBatch, MOST_FIELDS } from '@reader/events/fields/field-request';
import { readFields } from '@reader/events/fields/read-fields';
import type { TraceReading } from '@reader/trace-reading';
import { type ContendedLock, type LockEvent, LockWaits } from './lock-waits';
import { ThreadNumbers } from './thread-numbers';

export const LOCK_PROVIDER = 'lttng_ust_pthread:';

/** What the events of lttng_ust_pthread do to a lock. A failed trylock or lock has a status other than 0. */
const EVENTS: Readonly<Record<string, LockEvent>> = {
  [`${LOCK_PROVIDER}pthread_mutex_lock_req`]: 'request',
  [`${LOCK_PROVIDER}pthread_mutex_lock_acq`]: 'acquire',
  [`${LOCK_PROVIDER}pthread_mutex_trylock`]: 'acquire',
  [`${LOCK_PROVIDER}pthread_mutex_unlock`]: 'release',
};
const FIELDS = ['mutex', 'status'] as const;

export interface LockFacts {
  locks: readonly ContendedLock[];
  /** Index into `Analysis.threads` of a thread that the locks name; undefined if it has no row. */
  threadOf(thread: number): number | undefined;
  /** False if there were too many locks to follow. */
  isComplete: boolean;
}

/**
 * Reads the lock events of userspace.
 * @throws ReadError, AbortError if the signal is aborted
 */
export async function lockFacts(
  reading: TraceReading,
  { threads }: Pick<Analysis, 'threads'>,
  signal: AbortSignal,
): Promise<LockFacts> {
  const waits = new LockWaits();
  const numbers = new ThreadNumbers();
  const processes = new ThreadNumbers();
  const kinds = reading.eventClasses.map((one) => EVENTS[one.class.name]);
  const fieldsOf = ({ name }: { name: string }): readonly string[] | null => (name in EVENTS ? FIELDS : null);
  for (const { batch } of readFields(reading, { fieldsOf })) {
    addEvents(batch, kinds, { numbers, processes, waits });
    // Lets signals and other work in.
    await new Promise(setImmediate);
    signal.throwIfAborted();
  }
  const rows = new Map<number, number>();
  for (const [index, { domain, pidNs, vpid, tid }] of threads.entries())
    if (domain === 'userspace') rows.set(numbers.of(pidNs, vpid, tid), index);
  return { locks: waits.contended(), threadOf: (thread) => rows.get(thread), isComplete: waits.isComplete };
}

function addEvents(
  batch: FieldBatch,
  kinds: readonly (LockEvent | undefined)[],
  { numbers, processes, waits }: { numbers: ThreadNumbers; processes: ThreadNumbers; waits: LockWaits },
): void {
  const { pidNs, vpid, vtid, values, eventClass, timeNs } = batch;
  for (let at = 0; at < batch.count; at++) {
    const kind = kinds[eventClass[at] as number];
    const namespace = pidNs[at] as number;
    const process = vpid[at] as number;
    const thread = vtid[at] as number;
    const address = values[at * MOST_FIELDS] as number;
    const status = values[at * MOST_FIELDS + 1] as number;
    const hasFailed = !Number.isNaN(status) && status !== 0;
    // Without vtid nothing tells the threads of a process apart.
    if (!kind || Number.isNaN(address) || process < 0 || thread < 0 || hasFailed) continue;
    const ofProcess = processes.of(namespace, process, process);
    waits.add(kind, ofProcess, address, numbers.of(namespace, process, thread), timeNs[at] as number);
  }
}
