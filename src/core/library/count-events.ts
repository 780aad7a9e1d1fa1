import { AppError } from '@shared/model/app-error';
import { ChildEnvironment } from '../process/child-environment';
import { execText } from '../process/read-output';
import { LINE_OPTIONS, readEventHead } from './event-line';
import { EventSources } from './event-source';
import { type NamespaceBirth, PidNamespaces } from './pid-namespaces';
import { type ProcessSpan, ProcessSpans } from './process-spans';

/** nice(1): the program cannot be run, or is not there. */
const CANNOT_RUN: readonly number[] = [126, 127];
/** A day: a trace of many gigabytes takes its time, and nobody waits for it. */
const READ_LIMIT_MS = 24 * 3_600_000;

export interface EventCount {
  events: { kernel: number; userspace: number };
  /** Of all programs that told of themselves, and of the kernel's in namespaces that are not the host's. */
  spans: ProcessSpan[];
  /** Indexes of containers with more processes than spans are kept. */
  overfull: ReadonlySet<number>;
  /** Unix milliseconds of the first and the last event; null when there is none. */
  firstAtMs: number | null;
  lastAtMs: number | null;
  births: NamespaceBirth[];
  hostNs: ReadonlySet<number>;
}

/**
 * Reads a whole trace back with babeltrace2, counts its events and finds out which processes they came from.
 * Namespace inodes and pids are reused from one container to the next: an event belongs to the container that had been
 * started last at its time, for our containers run one after the other; and the kernel tells when an inode was born again.
 * @param startsMs when each container was started, Unix milliseconds, ascending
 * @throws AppError `command` with the reader's words when it cannot read all of it, `cancelled`
 */
export async function countEvents(
  tracePath: string,
  startsMs: readonly number[],
  signal?: AbortSignal,
): Promise<EventCount> {
  const reader = execText('nice', ['babeltrace2', 'convert', ...LINE_OPTIONS, tracePath], {
    env: ChildEnvironment.known(),
    timeoutMs: READ_LIMIT_MS,
    signal,
  });
  const counter = new EventCounter(startsMs);
  let rest = '';
  for await (const piece of reader.text) rest = counter.addText(rest + piece);
  counter.addText(`${rest}\n`);
  const end = await reader.ended;
  if (signal?.aborted) throw new AppError('cancelled', 'Counting was cancelled.');
  if (CANNOT_RUN.includes(end.exitCode)) throw new AppError('missing', 'babeltrace2 cannot be run.');
  const count = counter.count();
  if (end.exitCode !== 0)
    throw new AppError(
      'command',
      `babeltrace2 read ${count.events.kernel + count.events.userspace} events and then failed.`,
      { detail: end.stderr.slice(0, 4000) },
    );
  return count;
}

/** Hears babeltrace2's text, whatever the pieces it comes in. */
export class EventCounter {
  readonly #events = { kernel: 0, userspace: 0 };
  readonly #sources = new EventSources();
  readonly #namespaces = new PidNamespaces();
  readonly #spans: ProcessSpans;
  #container = -1;
  #firstAtMs: number | null = null;
  #lastAtMs: number | null = null;

  constructor(private readonly startsMs: readonly number[]) {
    this.#spans = new ProcessSpans(startsMs.length);
  }

  /** @returns what is behind the last line end, to be put before the next piece */
  addText(text: string): string {
    let at = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', at)) {
      this.#addLine(text, at, end);
      at = end + 1;
    }
    return text.slice(at);
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

  #addLine(text: string, at: number, end: number): void {
    const event = readEventHead(text, at, end);
    if (!event) return;
    const { atMs, ofKernel, context } = event;
    this.#firstAtMs ??= atMs;
    this.#lastAtMs = atMs;
    while ((this.startsMs[this.#container + 1] ?? Number.POSITIVE_INFINITY) <= atMs) this.#container += 1;
    this.#events[ofKernel ? 'kernel' : 'userspace'] += 1;
    const source = context === undefined ? undefined : this.#sources.of(context);
    if (source && ofKernel) {
      const { pidNs, vpid } = source;
      // The host's processes are not a container's, and a task that is exiting cannot be told from another's.
      if (pidNs && vpid && !this.#namespaces.ofHost.has(pidNs))
        this.#spans.addKernel(source, this.#namespaces.instanceOf(pidNs), this.#container, atMs);
    } else if (source) {
      const instance = source.pidNs === null ? 0 : this.#namespaces.instanceOf(source.pidNs);
      this.#spans.addUserspace(source, instance, this.#container, atMs);
    }
    if (!ofKernel) return;
    if (event.name === 'lttng_statedump_process_pid_ns')
      this.#namespaces.hearStateDump(text.slice(event.payloadAt, end));
    if (event.name !== 'sched_process_fork') return;
    const child = this.#namespaces.hearFork(text.slice(event.payloadAt, end), atMs);
    if (child) this.#spans.addFork(child, this.#container, atMs);
  }
}
