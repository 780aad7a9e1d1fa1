import { epochAt, type NamespaceEpoch, type ThreadKey } from '../../scan/records';
import { domainOf, NAME_SOURCE, nameOf, SCAN_THREAD, type ScanThreads } from '../../scan/scan-result';
import { INITIAL_PID_NS } from '../../scan/threads';
import type { ScanWindow } from '../../scan/windows';
import type { LossTimes } from '../losses';
import { AnalysedThread, type ThreadIdentity } from './analysed-thread';

export type ThreadFilter = (thread: ThreadKey & { vpid: number; name: string }) => boolean;

/** The threads and processes of the whole trace, numbered in the order in which they are met. */
export class ThreadRegistry {
  readonly threads: AnalysedThread[] = [];
  readonly #byKey = new Map<string, AnalysedThread>();
  readonly #processes = new Map<string, number>();

  constructor(
    private readonly losses: LossTimes,
    private readonly epochs: readonly NamespaceEpoch[],
    private readonly filter: ThreadFilter | null,
  ) {}

  /** Adds what a window says about threads. @returns the threads by their indexes in the window */
  update(rows: ScanThreads, window: ScanWindow): AnalysedThread[] {
    const threads: AnalysedThread[] = [];
    for (let row = 0; row < rows.count; row++) threads.push(this.#updateThread(rows, row, window));
    return threads;
  }

  /** @returns the thread, which is added if it is new */
  find(identity: Omit<ThreadIdentity, 'domain'>, leaf: number): AnalysedThread {
    const key = JSON.stringify([identity.kind, identity.pidNs, identity.epoch, identity.vpid, identity.tid]);
    const known = this.#byKey.get(key);
    if (known) return known;
    const process = this.#processOf(identity, key);
    const thread = new AnalysedThread(
      this.threads.length,
      { ...identity, domain: domainOf(identity.kind) },
      process,
      this.losses.groupOf(leaf),
    );
    thread.nextLossNs = this.losses.timesOf(thread.group)[0] ?? Number.POSITIVE_INFINITY;
    this.threads.push(thread);
    this.#byKey.set(key, thread);
    return thread;
  }

  #updateThread(rows: ScanThreads, row: number, { fromNs, isCounted }: ScanWindow): AnalysedThread {
    const pidNs = rows.pidNs[row] as number;
    const thread = this.find(
      {
        kind: rows.kind[row] as number,
        pidNs,
        epoch: epochAt(this.epochs, pidNs, fromNs),
        vpid: rows.vpid[row] as number,
        tid: rows.tid[row] as number,
      },
      rows.leaf[row] as number,
    );
    const lastNs = rows.lastNs[row] as number;
    if (!Number.isNaN(lastNs)) thread.lastNs = lastNs;
    if (isCounted && !Number.isNaN(lastNs)) {
      thread.events += rows.events[row] as number;
      if (Number.isNaN(thread.firstNs)) thread.firstNs = rows.firstNs[row] as number;
    }
    this.#describe(thread, rows, row, fromNs);
    return thread;
  }

  #describe(thread: AnalysedThread, rows: ScanThreads, row: number, fromNs: number): void {
    const contextPidNs = rows.contextPidNs[row] as number;
    const contextVpid = rows.contextVpid[row] as number;
    if (contextPidNs !== 0) {
      thread.contextPidNs = contextPidNs;
      thread.contextEpoch = epochAt(this.epochs, contextPidNs, fromNs);
    }
    if (contextVpid !== -1) thread.contextVpid = contextVpid;
    const source = rows.nameSource[row] as number;
    if (source !== NAME_SOURCE.none && source >= thread.nameSource) {
      thread.name = nameOf(rows, row);
      thread.nameSource = source;
    }
    this.select(thread);
  }

  /** Decides whether the request selects the thread as it is known now. */
  select(thread: AnalysedThread): void {
    if (!this.filter) return;
    const { domain, tid } = thread.identity;
    thread.isSelected = this.filter({ domain, ...placeOf(thread), tid, name: thread.name });
  }

  /** Calls are counted by process. A thread whose process is not known is one of its own. */
  #processOf({ kind, pidNs, epoch, vpid }: Omit<ThreadIdentity, 'domain'>, threadKey: string): number {
    const isKnown = kind === SCAN_THREAD.userspace && vpid !== -1;
    const key = isKnown ? JSON.stringify([pidNs, epoch, vpid]) : threadKey;
    const known = this.#processes.get(key);
    if (known !== undefined) return known;
    const process = this.#processes.size;
    this.#processes.set(key, process);
    return process;
  }
}

/**
 * The namespace and process of a thread: its own of a userspace thread, those of its last event's contexts else. The idle threads, of
 * which each CPU has one, are in the first namespace, although their vpid is 0 as that of a thread that was released.
 */
export function placeOf(thread: AnalysedThread): { pidNs: number; epoch: number; vpid: number } {
  const { kind, pidNs, epoch, vpid, tid } = thread.identity;
  if (kind === SCAN_THREAD.host && tid === 0) return { pidNs: INITIAL_PID_NS, epoch: 0, vpid: 0 };
  if (kind === SCAN_THREAD.userspace) return { pidNs, epoch, vpid };
  if (kind === SCAN_THREAD.inNamespace) return { pidNs, epoch, vpid: thread.contextVpid };
  return { pidNs: thread.contextPidNs, epoch: thread.contextEpoch, vpid: thread.contextVpid };
}
