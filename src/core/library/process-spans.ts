import { isTracer } from '@shared/tracing/tracer-thread';
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

/** Each CPU has one running thread, so few sources alternate. */
const RECENT = 16;

/** Whose an event is, and the span with its events. */
type Whose = Pick<ProcessSpan, 'container' | 'ofKernel' | 'instance' | 'procname' | 'pid'>;
type RecentSpan = Omit<Whose, 'pid'> & { source: EventSource; span: ProcessSpan };

interface KnownProcess {
  procname: string;
  pid: number | null;
}

/** Groups events by container, namespace and process, with bounded memory. */
export class ProcessSpans {
  readonly #spans = new Map<string, ProcessSpan>();
  readonly #processes = new Map<string, KnownProcess>();
  readonly #spansOf = new Map<number, number>();
  /** The spans that were found last. Events with the same contexts usually have the same source object. */
  readonly #recent: RecentSpan[] = [];
  #oldest = 0;
  readonly #share: number;
  /** Indexes of containers with more spans than their share. */
  readonly overfull = new Set<number>();

  constructor(containers: number) {
    this.#share = Math.max(100, Math.floor(MOST_SPANS / Math.max(containers, 1)));
  }

  list(): ProcessSpan[] {
    return [...this.#spans.values()];
  }

  /** Adds a userspace event. */
  addUserspace(source: EventSource, instance: number, container: number, atMs: number): void {
    // LTTng's own thread is attributed later, by its name.
    const { procname } = isTracer(source.procname) ? source : this.#named(source, instance);
    this.#add(source, { container, ofKernel: false, instance, procname, pid: null }, atMs);
  }

  /** Adds a kernel event of a container's process. */
  addKernel(source: EventSource, instance: number, container: number, atMs: number): void {
    this.#add(source, { container, ofKernel: true, instance, ...this.#named(source, instance) }, atMs);
  }

  /** The name of the process is that of its main thread, or of another thread until the main thread has an event. */
  #named(source: EventSource, instance: number): KnownProcess {
    const key = `${source.pidNs}/${instance}/${source.vpid}`;
    const known = this.#processes.get(key);
    const ofMainThread = source.vtid === null || source.vtid === source.vpid;
    const procname = ofMainThread ? source.procname : (known?.procname ?? source.procname);
    const pid = known?.pid ?? null;
    if (ofMainThread && known?.procname !== procname) this.#remember(key, { procname, pid });
    return { procname, pid };
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

  #add(source: EventSource, whose: Whose, atMs: number, events = 1): void {
    const { container } = whose;
    const span = this.#recentSpan(source, whose) ?? this.#knownSpan(source, whose);
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
    this.#spans.set(keyOf(source, whose), {
      ...whose,
      pidNs,
      vpid,
      namespaces,
      events,
      firstAtMs: atMs,
      lastAtMs: atMs,
    });
  }

  #recentSpan(source: EventSource, { container, ofKernel, instance, procname }: Whose): ProcessSpan | undefined {
    for (const recent of this.#recent) {
      if (recent.source !== source || recent.container !== container || recent.instance !== instance) continue;
      if (recent.ofKernel === ofKernel && recent.procname === procname) return recent.span;
    }
    return undefined;
  }

  #knownSpan(source: EventSource, whose: Whose): ProcessSpan | undefined {
    const span = this.#spans.get(keyOf(source, whose));
    if (!span) return undefined;
    const { container, ofKernel, instance, procname } = whose;
    this.#recent[this.#oldest] = { source, container, ofKernel, instance, procname, span };
    this.#oldest = (this.#oldest + 1) % RECENT;
    return span;
  }
}

const keyOf = (source: EventSource, { container, ofKernel, instance, procname }: Whose): string =>
  `${container}/${ofKernel ? 'k' : 'u'}/${source.pidNs}/${instance}/${source.vpid}/${procname}`;
