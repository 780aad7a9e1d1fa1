import { MOST_FIELDS } from '@reader/events/fields/field-request';
import { readFields } from '@reader/events/fields/read-fields';
import { epochAt, type NamespaceEpoch } from '@reader/scan/records';
import { INITIAL_PID_NS } from '@reader/scan/threads';
import type { TimeRange, TraceReading } from '@reader/trace-reading';

/** Events that are read, in a few hundred milliseconds. A thread that has not left a CPU until then is on a row of its own. */
const MOST_SWITCHES = 3_000_000;

/** What the events of the kernel say about the threads of the host. */
export interface HostThreads {
  /** Thread ids of the host by `namespacedKey`, of threads in other pid namespaces than the first. */
  tids: ReadonlyMap<string, number>;
  /** The process of each thread id of the host. */
  processes: ReadonlyMap<number, { pidNs: number; vpid: number }>;
}

/**
 * Finds the processes of the host's threads, and which threads of containers they are, so that calls and states of a thread are on
 * one row. The contexts of sched_switch belong to the thread `prev_tid`. A thread that was already released has the vpid 0
 * (lttng-modules reads it with task_tgid_vnr), so its last switch says nothing.
 * @param isEnough ends reading early
 * @throws ReadError, AbortError
 */
export async function findHostThreads(
  reading: TraceReading,
  range: TimeRange,
  epochs: readonly NamespaceEpoch[],
  signal: AbortSignal,
  isEnough: (found: HostThreads) => boolean = () => false,
): Promise<HostThreads> {
  const tids = new Map<string, number>();
  const processes = new Map<number, { pidNs: number; vpid: number }>();
  const fieldsOf = ({ name }: { name: string }): readonly string[] | null =>
    name === 'sched_switch' ? ['prev_tid'] : null;
  let seen = 0;
  for (const { batch } of readFields(reading, { range, fieldsOf })) {
    await new Promise(setImmediate);
    signal.throwIfAborted();
    for (let at = 0; at < batch.count; at++) {
      const tid = batch.values[at * MOST_FIELDS] as number;
      const vpid = batch.vpid[at] as number;
      if (!(tid > 0 && vpid > 0)) continue;
      const pidNs = batch.pidNs[at] as number;
      const vtid = batch.vtid[at] as number;
      processes.set(tid, { pidNs, vpid });
      if (vtid > 0 && pidNs !== INITIAL_PID_NS)
        tids.set(namespacedKey(pidNs, epochAt(epochs, pidNs, batch.timeNs[at] as number), vtid), tid);
    }
    seen += batch.count;
    if (seen > MOST_SWITCHES || isEnough({ tids, processes })) break;
  }
  return { tids, processes };
}

export const namespacedKey = (pidNs: number, epoch: number, tid: number): string => `${pidNs} ${epoch} ${tid}`;
