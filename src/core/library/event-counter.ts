import type { TraceRecord } from '@shared/model/trace-record';
import { readEventHead } from './event-line';
import { EventSources } from './event-source';
import { LineHeads } from './line-heads';
import { type NamespaceBirth, PidNamespaces } from './pid-namespaces';
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

interface CounterOptions {
  /** Domain of all events; default: the domain in the text of each event. */
  domain?: Domain | undefined;
  /** Whether the times in the text are meaningful. */
  hasClock?: boolean;
}

/** Parses and counts the text output of babeltrace2, which comes in pieces of any size. */
export class EventCounter {
  readonly #events = { kernel: 0, userspace: 0 };
  readonly #sources = new EventSources();
  readonly #namespaces = new PidNamespaces();
  readonly #spans: ProcessSpans;
  readonly #lines = new LineHeads((line, isCut) => this.#addLine(line, isCut));
  #container = -1;
  #firstAtMs: number | null = null;
  #lastAtMs: number | null = null;

  /** @param startsMs start of each container, Unix milliseconds, ascending */
  constructor(
    private readonly startsMs: readonly number[],
    private readonly options: CounterOptions = {},
  ) {
    this.#spans = new ProcessSpans(startsMs.length);
  }

  addText(piece: string): void {
    this.#lines.add(piece);
  }

  /** Adds events of which only the number is known. */
  addCounted(domain: Domain, events: number): void {
    this.#events[domain] += events;
  }

  get total(): number {
    return this.#events.kernel + this.#events.userspace;
  }

  /** The result; call it after the end of the text. */
  count(): EventCount {
    this.#lines.end();
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

  #addLine(line: string, isCut: boolean): void {
    const event = readEventHead(line);
    if (!event) {
      // In a very long line, the name may be longer than the part that is kept.
      if (isCut) this.#events[this.options.domain ?? 'userspace'] += 1;
      return;
    }
    const ofKernel = this.options.domain === undefined ? event.ofKernel : this.options.domain === 'kernel';
    this.#events[ofKernel ? 'kernel' : 'userspace'] += 1;
    const { atMs, context } = event;
    if (atMs === null || this.options.hasClock === false) return;
    this.#firstAtMs ??= atMs;
    this.#lastAtMs = atMs;
    while ((this.startsMs[this.#container + 1] ?? Number.POSITIVE_INFINITY) <= atMs) this.#container += 1;
    const source = context === undefined ? undefined : this.#sources.of(context);
    if (source && ofKernel) {
      const { pidNs, vpid } = source;
      // Skip host processes, and exiting tasks, whose namespace is unknown.
      if (pidNs && vpid && !this.#namespaces.ofHost.has(pidNs))
        this.#spans.addKernel(source, this.#namespaces.instanceOf(pidNs), this.#container, atMs);
    } else if (source) {
      const instance = source.pidNs === null ? 0 : this.#namespaces.instanceOf(source.pidNs);
      this.#spans.addUserspace(source, instance, this.#container, atMs);
    }
    if (!ofKernel) return;
    if (event.name === 'lttng_statedump_process_pid_ns') this.#namespaces.readStateDump(line.slice(event.payloadAt));
    if (event.name !== 'sched_process_fork') return;
    const child = this.#namespaces.readFork(line.slice(event.payloadAt), atMs);
    if (child) this.#spans.addFork(child, this.#container, atMs);
  }
}
