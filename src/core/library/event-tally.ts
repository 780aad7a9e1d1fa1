import type { TraceRecord } from '@shared/model/trace-record';
import type { EventSource } from './event-source';
import { type Fork, type NamespaceBirth, PidNamespaces, type StateDump } from './pid-namespaces';
import { type ProcessSpan, ProcessSpans } from './process-spans';

export type Domain = TraceRecord['recordings'][number]['domain'];

export interface EventCount {
  events: Record<Domain, number>;
  /** Of all instrumented programs, and of the kernel's events in container namespaces. */
  spans: ProcessSpan[];
  /** Indexes of containers with more processes than the limit of spans. */
  overfull: ReadonlySet<number>;
  /** Unix milliseconds of the first and the last event; null without an event whose time is known. */
  firstAtMs: number | null;
  lastAtMs: number | null;
  births: NamespaceBirth[];
  hostNs: ReadonlySet<number>;
}

/** Counts the events of a trace in the order of time, and finds whose they are. */
export class EventTally {
  readonly #events = { kernel: 0, userspace: 0 };
  readonly #namespaces = new PidNamespaces();
  readonly #spans: ProcessSpans;
  #container = -1;
  #firstAtMs: number | null = null;
  #lastAtMs: number | null = null;

  /** @param startsMs start of each container, Unix milliseconds, ascending */
  constructor(private readonly startsMs: readonly number[]) {
    this.#spans = new ProcessSpans(startsMs.length);
  }

  get total(): number {
    return this.#events.kernel + this.#events.userspace;
  }

  /** Counts events of which nothing else is known. */
  add(domain: Domain, events = 1): void {
    this.#events[domain] += events;
  }

  /** Notes the time and the process of an event, which `add` counts. @param source undefined for an event without process id */
  note(domain: Domain, atMs: number, source: EventSource | undefined): void {
    this.#firstAtMs ??= atMs;
    this.#lastAtMs = atMs;
    while ((this.startsMs[this.#container + 1] ?? Number.POSITIVE_INFINITY) <= atMs) this.#container += 1;
    if (!source) return;
    const { pidNs, vpid } = source;
    if (domain === 'userspace') {
      const instance = pidNs === null ? 0 : this.#namespaces.instanceOf(pidNs);
      this.#spans.addUserspace(source, instance, this.#container, atMs);
    } else if (pidNs && vpid && !this.#namespaces.ofHost.has(pidNs)) {
      // Host processes are skipped, and exiting tasks, whose namespace is unknown.
      this.#spans.addKernel(source, this.#namespaces.instanceOf(pidNs), this.#container, atMs);
    }
  }

  /** Call it after `note` of the same event. */
  noteStateDump(dump: StateDump): void {
    this.#namespaces.addStateDump(dump);
  }

  /** Call it after `note` of the same event. */
  noteFork(fork: Fork, atMs: number): void {
    const child = this.#namespaces.addFork(fork, atMs);
    if (child) this.#spans.addFork(child, this.#container, atMs);
  }

  count(): EventCount {
    return {
      events: this.#events,
      spans: this.#spans.list(),
      overfull: this.#spans.overfull,
      firstAtMs: this.#firstAtMs,
      lastAtMs: this.#lastAtMs,
      births: this.#namespaces.births,
      hostNs: this.#namespaces.ofHost,
    };
  }
}
