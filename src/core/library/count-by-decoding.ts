import type { DecodedEvent, FieldValue, FieldValues } from '@reader/events/event';
import { type VisitedEvent, visitEvents } from '@reader/events/visit-events';
import { openTraceInTurns } from '@reader/open-trace';
import { countedLoss } from '@reader/packets/counted-loss';
import type { ReadWarning } from '@reader/read-error';
import { IMPLICIT_CLOCK } from '@reader/schema/tsdl/clocks';
import type { TraceReading } from '@reader/trace-reading';
import { AppError } from '@shared/model/app-error';
import type { Loss } from '@shared/model/loss';
import type { TraceRecord } from '@shared/model/trace-record';
import { listLeaves } from '../analysis/files/list-leaves';
import { OpenFiles } from '../analysis/files/open-files';
import { sourcesOf } from '../analysis/files/trace-files';
import { type EventSource, sourceOf } from './event-source';
import { type Domain, type EventCount, EventTally } from './event-tally';
import { FORK_EVENT, type Fork, STATE_DUMP_EVENT, type StateDump } from './pid-namespaces';

export interface DecodedCount extends EventCount {
  /** Leaves that were refused, and packets that are damaged; empty if every event was read. */
  warnings: readonly ReadWarning[];
  /** From the begin of the first to the end of the last packet; null without packets or without a clock. */
  lengthNs: number | null;
  /** What the packets say was lost. */
  losses: Record<Domain, Loss>;
}

/**
 * Counts the events of a trace with the app's own reader, in the order of time, and attributes them to processes. Only the common
 * context of an event is read, and the few events of the kernel that show namespaces. The event loop runs in between.
 * @param startsMs start of each container, Unix milliseconds, ascending
 * @throws ReadError if no leaf can be read, AppError `cancelled`, else as listLeaves does
 */
export async function countByDecoding(
  tracePath: string,
  record: TraceRecord,
  startsMs: readonly number[],
  signal?: AbortSignal,
): Promise<DecodedCount> {
  const { leaves } = await listLeaves(tracePath, record);
  const domains = new Map(leaves.map(({ path, domain }) => [path, domain]));
  const files = new OpenFiles();
  try {
    const reading = await openTraceInTurns(sourcesOf(leaves, files), signal);
    const counter = new DecodedCounter(reading, domains, startsMs);
    for (const _ of visitEvents(reading, (event) => counter.visit(event))) {
      if (signal?.aborted) throw new AppError('cancelled', 'Counting was cancelled.');
      await new Promise(setImmediate);
    }
    const { packets, span } = reading;
    const lengthNs = packets.count > 0 && span.hasClock ? span.lengthNs : null;
    return { ...counter.count(), lengthNs, warnings: reading.warnings, losses: counter.losses() };
  } finally {
    files.close();
  }
}

class DecodedCounter {
  readonly #tally: EventTally;
  /** By leaf of the reading, which has no refused leaves. */
  readonly #domains: readonly Domain[];
  readonly #sources = new WeakMap<FieldValues, EventSource | 'none'>();
  readonly #beginMs: number;
  readonly #beginRestNs: number;

  constructor(
    private readonly reading: TraceReading,
    domains: ReadonlyMap<string, Domain>,
    startsMs: readonly number[],
  ) {
    this.#tally = new EventTally(startsMs);
    this.#domains = reading.leaves.map(({ path, domain }) => domains.get(path) ?? domain);
    const { beginNs } = reading.span;
    this.#beginMs = Number(beginNs / 1_000_000n);
    this.#beginRestNs = Number(beginNs % 1_000_000n);
  }

  visit(event: VisitedEvent): void {
    const domain = this.#domains[event.leaf] ?? 'userspace';
    this.#tally.add(domain);
    const context = event.readContext();
    const { clock } = event.streamClass;
    // Timestamps of a trace without any clock are no times.
    if (context === null || clock === null || clock === IMPLICIT_CLOCK) return;
    const atMs = this.#atMs(event.timeNs);
    this.#tally.note(domain, atMs, this.#sourceOf(context));
    const name = event.event?.class.name;
    if (domain !== 'kernel' || (name !== FORK_EVENT && name !== STATE_DUMP_EVENT)) return;
    const payload = event.decode()?.payload;
    if (!payload) return;
    if (name === FORK_EVENT) this.#tally.noteFork(forkOf(payload), atMs);
    else this.#tally.noteStateDump(stateDumpOf(payload));
  }

  count(): EventCount {
    return this.#tally.count();
  }

  losses(): Record<Domain, Loss> {
    const of = (domain: Domain): Loss => countedLoss(this.reading, (leaf) => this.#domains[leaf] === domain);
    return { kernel: of('kernel'), userspace: of('userspace') };
  }

  /** Truncates towards the epoch, as the text of babeltrace2 does. */
  #atMs(timeNs: number): number {
    const ns = this.#beginRestNs + timeNs;
    const ms = this.#beginMs + Math.floor(ns / 1e6);
    return ms < 0 && ns % 1e6 !== 0 ? ms + 1 : ms;
  }

  #sourceOf(context: FieldValues): EventSource | undefined {
    let known = this.#sources.get(context);
    if (known === undefined) {
      known = sourceOf((name) => plain(context.get(name)), context.keys()) ?? 'none';
      this.#sources.set(context, known);
    }
    return known === 'none' ? undefined : known;
  }
}

/** Numbers and text; other values are no ids. */
function plain(value: FieldValue | undefined): string | number | undefined {
  if (typeof value === 'bigint') return Number(value);
  return typeof value === 'number' || typeof value === 'string' ? value : undefined;
}

const numberIn = (payload: DecodedEvent['payload'], name: string): number =>
  Number(plain(payload.get(name)) ?? Number.NaN);

const stateDumpOf = (payload: DecodedEvent['payload']): StateDump => ({
  level: numberIn(payload, 'ns_level'),
  inode: numberIn(payload, 'ns_inum'),
});

function forkOf(payload: DecodedEvent['payload']): Fork {
  const vtids = payload.get('vtids');
  const comm = payload.get('child_comm');
  return {
    vpid: Number(Array.isArray(vtids) ? plain((vtids as readonly FieldValue[]).at(-1)) : Number.NaN),
    pid: numberIn(payload, 'child_pid'),
    tid: numberIn(payload, 'child_tid'),
    pidNs: numberIn(payload, 'child_ns_inum'),
    parentNs: numberIn(payload, 'parent_ns_inum'),
    procname: typeof comm === 'string' ? comm : '',
  };
}
