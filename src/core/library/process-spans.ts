import type { EventSource } from './event-source';
import type { ForkedProcess } from './pid-namespaces';

/** A pid namespace that nobody told: exiting tasks show 0. */
export const UNKNOWN_NS = 0;

/** One process's events in one container and one domain; times are Unix milliseconds. */
export interface ProcessSpan {
  /** Index of the container in whose time span they fall; -1 before the first, or when there is none. */
  container: number;
  ofKernel: boolean;
  pidNs: number | null;
  /** Which of the namespaces that had this inode one after the other, by the kernel; 0 without it. */
  instance: number;
  vpid: number;
  /** As the host numbers it, by the kernel; else null. */
  pid: number | null;
  procname: string;
  events: number;
  firstAtMs: number;
  lastAtMs: number;
  /** Inodes of its other namespaces by kind, as it was seen last. */
  namespaces: Record<string, number>;
}

/** For all containers together; each has its share of it. */
const MOST_SPANS = 10_000;
/** Processes whose names and pids are remembered at one time: many more than run at one time. */
const MOST_PROCESSES = 50_000;

interface KnownProcess {
  procname: string;
  pid: number | null;
}

/** Sorts events by container, namespace and process, within bounds of memory whatever the program does. */
export class ProcessSpans {
  readonly #spans = new Map<string, ProcessSpan>();
  readonly #processes = new Map<string, KnownProcess>();
  readonly #spansOf = new Map<number, number>();
  readonly #share: number;
  /** Indexes of containers that had more than their share. */
  readonly overfull = new Set<number>();

  constructor(containers: number) {
    this.#share = Math.max(100, Math.floor(MOST_SPANS / Math.max(containers, 1)));
  }

  list(): ProcessSpan[] {
    return [...this.#spans.values()];
  }

  /** A program's own event: it bears the name of the thread. */
  addUserspace(source: EventSource, instance: number, container: number, atMs: number): void {
    this.#add(source, { container, ofKernel: false, instance, procname: source.procname, pid: null }, atMs);
  }

  /** An event of the kernel's in a container's process. Threads bear names of their own: the process's is its first thread's. */
  addKernel(source: EventSource, instance: number, container: number, atMs: number): void {
    const key = `${source.pidNs}/${instance}/${source.vpid}`;
    const known = this.#processes.get(key);
    const ofFirstThread = source.vtid === null || source.vtid === source.vpid;
    const procname = ofFirstThread ? source.procname : (known?.procname ?? source.procname);
    if (ofFirstThread && known?.procname !== procname) this.#remember(key, { procname, pid: known?.pid ?? null });
    this.#add(source, { container, ofKernel: true, instance, procname, pid: known?.pid ?? null }, atMs);
  }

  /** A process is known from its birth on, also when nothing else of it is recorded. */
  addFork({ pidNs, instance, vpid, pid, procname }: ForkedProcess, container: number, atMs: number): void {
    this.#remember(`${pidNs}/${instance}/${vpid}`, { procname, pid });
    const source = { pidNs, vpid, vtid: vpid, procname, namespaces: {} };
    this.#add(source, { container, ofKernel: true, instance, procname, pid }, atMs, 0);
  }

  #remember(key: string, process: KnownProcess): void {
    this.#processes.delete(key);
    this.#processes.set(key, process);
    if (this.#processes.size <= MOST_PROCESSES) return;
    for (const oldest of this.#processes.keys()) {
      this.#processes.delete(oldest);
      break;
    }
  }

  #add(
    source: EventSource,
    whose: Pick<ProcessSpan, 'container' | 'ofKernel' | 'instance' | 'procname' | 'pid'>,
    atMs: number,
    events = 1,
  ): void {
    const { container, ofKernel, instance, procname } = whose;
    const key = `${container}/${ofKernel ? 'k' : 'u'}/${source.pidNs}/${instance}/${source.vpid}/${procname}`;
    const span = this.#spans.get(key);
    if (span) {
      span.events += events;
      span.lastAtMs = atMs;
      span.namespaces = source.namespaces;
      return;
    }
    const spans = this.#spansOf.get(container) ?? 0;
    if (spans >= this.#share) {
      this.overfull.add(container);
      return;
    }
    this.#spansOf.set(container, spans + 1);
    const { pidNs, vpid, namespaces } = source;
    this.#spans.set(key, { ...whose, pidNs, vpid, namespaces, events, firstAtMs: atMs, lastAtMs: atMs });
  }
}
