import { epochAt, type NamespaceEpoch } from '@reader/scan/records';
import { domainOf, NAME_SOURCE, nameOf, SCAN_THREAD, type ScanThreads } from '@reader/scan/scan-result';
import { INITIAL_PID_NS } from '@reader/scan/threads';
import { type HostThreads, namespacedKey } from './host-threads';

/** What is known of a thread over the whole range. */
export interface KnownThread {
  isKernel: boolean;
  /** 0: not known. */
  pidNs: number;
  epoch: number;
  /** -1: not known. */
  vpid: number;
  /** -1 or less: not known. */
  tid: number;
  name: string;
  nameSource: number;
  nameNs: number;
  /** Of the first and last event; NaN without one. */
  firstNs: number;
  lastNs: number;
}

const UNNAMED = { name: '', nameSource: NAME_SOURCE.none, nameNs: Number.NaN };

/**
 * Tells which thread a row of a window's threads is. Threads of the host are known by the host's thread id, and threads of
 * userspace by their ids in the pid namespace. Where a program is not in a container, both are the same thread.
 */
export class ThreadRegistry {
  readonly threads: KnownThread[] = [];
  readonly #byKey = new Map<string, number>();

  constructor(
    private readonly epochs: readonly NamespaceEpoch[],
    private readonly host: HostThreads,
  ) {}

  /** The thread of each row. @param fromNs begin of the window, which has one epoch of each namespace */
  indexesOf(scanned: ScanThreads, fromNs: number): Uint32Array {
    const indexes = new Uint32Array(scanned.count);
    for (let row = 0; row < scanned.count; row += 1) indexes[row] = this.#indexOf(scanned, row, fromNs);
    return indexes;
  }

  /** Takes what a window says about its threads. */
  learn(scanned: ScanThreads, fromNs: number): void {
    for (const [row, index] of this.indexesOf(scanned, fromNs).entries()) {
      const thread = this.threads[index];
      if (!thread) continue;
      const [firstNs = Number.NaN, lastNs = Number.NaN] = [scanned.firstNs[row], scanned.lastNs[row]];
      if (!(thread.firstNs <= firstNs) && !Number.isNaN(firstNs)) thread.firstNs = firstNs;
      if (!(thread.lastNs > lastNs) && !Number.isNaN(lastNs)) {
        thread.lastNs = lastNs;
        const pidNs = scanned.contextPidNs[row] ?? 0;
        const vpid = scanned.contextVpid[row] ?? -1;
        // A thread that was already released has the vpid 0.
        if (vpid > 0) Object.assign(thread, { pidNs, vpid, epoch: epochAt(this.epochs, pidNs, fromNs) });
      }
      this.#learnName(thread, scanned, row);
    }
  }

  #learnName(thread: KnownThread, scanned: ScanThreads, row: number): void {
    const source = scanned.nameSource[row] ?? NAME_SOURCE.none;
    const nameNs = scanned.nameNs[row] ?? Number.NaN;
    if (source === NAME_SOURCE.none || source < thread.nameSource) return;
    if (source === thread.nameSource && nameNs < thread.nameNs) return;
    Object.assign(thread, { name: nameOf(scanned, row), nameSource: source, nameNs });
  }

  #indexOf(scanned: ScanThreads, row: number, fromNs: number): number {
    const pidNs = scanned.pidNs[row] ?? 0;
    const tid = scanned.tid[row] ?? -1;
    const vpid = scanned.vpid[row] ?? -1;
    const kind = scanned.kind[row] ?? SCAN_THREAD.userspaceStream;
    const epoch = epochAt(this.epochs, pidNs, fromNs);
    const hostTid = this.#hostTidOf(kind, pidNs, epoch, tid);
    const key =
      hostTid === undefined
        ? `${kind} ${pidNs} ${epoch} ${kind === SCAN_THREAD.userspace ? vpid : ''} ${tid}`
        : `host ${hostTid}`;
    const known = this.#byKey.get(key);
    if (known !== undefined) {
      const thread = this.threads[known];
      // Ids in the namespace are those that a container's programs and logs show.
      if (thread && kind === SCAN_THREAD.userspace) Object.assign(thread, { pidNs, epoch, vpid, tid });
      return known;
    }
    this.#byKey.set(key, this.threads.length);
    const process = hostTid === undefined ? undefined : this.host.processes.get(hostTid);
    const ids =
      kind === SCAN_THREAD.host && process ? { ...process, epoch: epochAt(this.epochs, process.pidNs, fromNs) } : {};
    return (
      this.threads.push({
        isKernel: domainOf(kind) === 'kernel',
        pidNs,
        epoch,
        vpid,
        tid,
        ...ids,
        ...UNNAMED,
        firstNs: Number.NaN,
        lastNs: Number.NaN,
      }) - 1
    );
  }

  #hostTidOf(kind: number, pidNs: number, epoch: number, tid: number): number | undefined {
    if (kind === SCAN_THREAD.host) return tid;
    if (kind === SCAN_THREAD.userspace && pidNs === INITIAL_PID_NS && tid >= 0) return tid;
    if (kind === SCAN_THREAD.userspace || kind === SCAN_THREAD.inNamespace)
      return this.host.tids.get(namespacedKey(pidNs, epoch, tid));
    return undefined;
  }
}
