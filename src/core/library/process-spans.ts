import type { EventSource } from './event-source';
import type { ForkedProcess } from './pid-namespaces';

/** Unknown pid namespace; exiting tasks have 0. */
export const UNKNOWN_NS = 0;

/** The events of one process in one container and one domain. Times are Unix milliseconds. */
export interface ProcessSpan {
  /** Index of the container whose time span contains the events; -1 before the first container. */
  container: number;
  ofKernel: boolean;
  pidNs: number | null;
  /** Number of the namespace among those that reused the inode, from kernel events; 0 without them. */
  instance: number;
  vpid: number;
  /** The pid on the host, from kernel events; else null. */
  pid: number | null;
  procname: string;
  events: number;
  firstAtMs: number;
  lastAtMs: number;
  /** Inodes of its other namespaces by kind, from its last event. */
  namespaces: Record<string, number>;
}

/** Limit for all containers together, divided equally. */
const MOST_SPANS = 10_000;
/** Limit of remembered process names and pids; many more than run at a time. */
const MOST_PROCESSES = 50_000;

interface KnownProcess {
  procname: string;
  pid: number | null;
}

/** Groups events by container, namespace and process, with bounded memory. */
export class ProcessSpans {
  readonly #spans = new Map<string, ProcessSpan>();
  readonly #processes = new Map<string, KnownProcess>();
  readonly #spansOf = new Map<number, number>();
  readonly #share: number;
  /** Indexes of containers with more spans than their share. */
  readonly overfull = new Set<number>();

  constructor(containers: number) {
    this.#share = Math.max(100, Math.floor(MOST_SPANS / Math.max(containers, 1)));
  }

  list(): ProcessSpan[] {
    return [...this.#spans.values()];
  }

  /** Adds a userspace event, which contains the name of its thread. */
  addUserspace(source: EventSource, instance: number, container: number, atMs: number): void {
    this.#add(source, { container, ofKernel: false, instance, procname: source.procname, pid: null }, atMs);
  }

  /** Adds a kernel event of a container's process. The name of the process is that of its first thread. */
  addKernel(source: EventSource, instance: number, container: number, atMs: number): void {
    const key = `${source.pidNs}/${instance}/${source.vpid}`;
    const known = this.#processes.get(key);
    const ofFirstThread = source.vtid === null || source.vtid === source.vpid;
    const procname = ofFirstThread ? source.procname : (known?.procname ?? source.procname);
    if (ofFirstThread && known?.procname !== procname) this.#remember(key, { procname, pid: known?.pid ?? null });
    this.#add(source, { container, ofKernel: true, instance, procname, pid: known?.pid ?? null }, atMs);
  }

  /** Adds a forked process, even if it has no other events. */
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
