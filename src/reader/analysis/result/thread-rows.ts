import type { TimeRange } from '../../trace-reading';
import type { DurationStats, ProcessRow, ThreadRow } from '../analysis';
import { type AnalysedThread, STATE_UNKNOWN } from '../threads/analysed-thread';
import { placeOf } from '../threads/thread-registry';

type Row = Omit<ThreadRow, 'process'> & { thread: AnalysedThread };
type PlaceField = 'domain' | 'pidNs' | 'epoch' | 'vpid' | 'tid';

/** Threads with events or states in the range, and their processes, in an order of their own: by domain, namespace, process, thread. */
export class ThreadRows {
  readonly threads: readonly ThreadRow[];
  readonly processes: readonly ProcessRow[];
  readonly #rowOfThread = new Map<number, number>();
  readonly #processOfThread = new Map<number, number>();
  readonly #processOfCalls = new Map<number, number>();

  /** @param hasCalls whether a thread needs a process although it has no row */
  constructor(all: readonly AnalysedThread[], range: TimeRange, hasCalls: (thread: AnalysedThread) => boolean) {
    const rows = all.filter(({ isSelected }) => isSelected).map((thread) => rowOf(thread, range));
    rows.sort(compareRows);
    const processes: ProcessRow[] = [];
    const byKey = new Map<string, number>();
    const threads: ThreadRow[] = [];
    for (const { thread, ...row } of rows) {
      const isShown = row.events > 0 || row.statesNs !== null;
      if (!isShown && !hasCalls(thread)) continue;
      const key = processKey(thread, row);
      let process = byKey.get(key);
      if (process === undefined) {
        const { domain, pidNs, epoch, vpid } = row;
        process = processes.push({ domain, pidNs, epoch, vpid, name: '' }) - 1;
        byKey.set(key, process);
      }
      const processRow = processes[process];
      if (processRow?.name === '') processRow.name = row.name;
      this.#processOfThread.set(thread.index, process);
      if (row.domain === 'userspace') this.#processOfCalls.set(thread.process, process);
      if (isShown) this.#rowOfThread.set(thread.index, threads.push({ ...row, process }) - 1);
    }
    this.threads = threads;
    this.processes = processes;
  }

  /** @returns the index of the thread's row; -1 for a thread without events */
  rowOfThread(thread: number): number {
    return this.#rowOfThread.get(thread) ?? -1;
  }

  /** Replaces the index of the thread by that of its row. */
  withRow(stats: DurationStats): DurationStats {
    return stats.maxThread < 0 ? stats : { ...stats, maxThread: this.rowOfThread(stats.maxThread) };
  }

  processOfThread(thread: number): number {
    return this.#processOfThread.get(thread) ?? -1;
  }

  /** @param process as the functions have it, see AnalysedThread */
  processOfCalls(process: number): number {
    return this.#processOfCalls.get(process) ?? -1;
  }
}

function rowOf(thread: AnalysedThread, { fromNs, toNs }: TimeRange): Row {
  const { domain, tid } = thread.identity;
  const statesNs = thread.statesNs?.slice() ?? null;
  if (statesNs) {
    const known = statesNs.reduce((sum, ns, state) => (state === STATE_UNKNOWN ? sum : sum + ns), 0);
    statesNs[STATE_UNKNOWN] = Math.max(0, toNs - fromNs - known);
  }
  return {
    thread,
    domain,
    ...placeOf(thread),
    tid,
    name: thread.name,
    events: thread.events,
    firstNs: thread.events > 0 ? thread.firstNs : Number.NaN,
    lastNs: thread.events > 0 ? thread.lastNs : Number.NaN,
    statesNs,
    pageFaults: thread.pageFaults,
  };
}

/** A process is known by its namespace and vpid; else the thread is its own process. */
export function processKey(
  { identity }: AnalysedThread,
  { domain, pidNs, epoch, vpid, tid }: Pick<Row, PlaceField>,
): string {
  return JSON.stringify(vpid === -1 ? [domain, identity.kind, pidNs, epoch, vpid, tid] : [domain, pidNs, epoch, vpid]);
}

/** The order of threads in tables. */
export function compareRows(one: Pick<Row, PlaceField | 'thread'>, other: Pick<Row, PlaceField | 'thread'>): number {
  return (
    (one.domain === other.domain ? 0 : one.domain === 'userspace' ? -1 : 1) ||
    one.pidNs - other.pidNs ||
    one.epoch - other.epoch ||
    one.vpid - other.vpid ||
    one.tid - other.tid ||
    one.thread.identity.kind - other.thread.identity.kind
  );
}
