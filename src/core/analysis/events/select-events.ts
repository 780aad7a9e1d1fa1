import { readEvents } from '@reader/events/read-events';
import type { StructClass } from '@reader/schema/field-class';
import type { EventClass, StreamClass } from '@reader/schema/trace-schema';
import type { TimeRange, TraceReading } from '@reader/trace-reading';
import type { FilterSubjectName, FilterTree } from '@shared/analysis/event-filter/filter-tree';
import type { Symboliser } from '../../symbols/symboliser';
import type { OpenedTrace } from '../open-trace';
import { factsOf, type NamedEvent } from './event-facts';
import { EventOwners, NO_OWNER } from './event-owners';
import { symbolOf } from './event-symbol';
import { filterTest } from './match-filter';
import { mayMatch } from './may-match';

export interface EventSelection {
  filter: FilterTree | null;
  /** Default: the whole trace. */
  range?: TimeRange | undefined;
  /** Rows of the packet table that are read. Default: all. */
  packets?: ReadonlySet<number> | undefined;
  /** False: events have no owner unless the filter compares it, which takes most of the time. Default: true. */
  withOwners?: boolean;
  /** False: events have no symbol unless the filter compares it. Default: true. */
  withSymbols?: boolean;
  /** Ends after this number of events. */
  limit: number;
  signal: AbortSignal;
}

/**
 * Reads the events of a trace that match a filter, in the order of time. Memory does not depend on the size of the trace. Yields an
 * empty batch after a bounded amount of work without a match, so that the caller can show progress.
 * @throws AbortError if the signal is aborted, ReadError
 */
export async function* selectEvents(
  { files, reading, attribution }: OpenedTrace,
  symbols: Symboliser,
  { filter, range, packets, withOwners = true, withSymbols = true, limit, signal }: EventSelection,
): AsyncGenerator<NamedEvent[]> {
  const owners = new EventOwners(attribution, files.containers, reading.span.beginNs, symbols);
  const test = filter && filterTest(filter);
  const comparesSymbol = filter !== null && comparesAny(filter, OF_SYMBOL);
  const ownerOf = ownerFinder(owners, withOwners ? null : (filter ?? NOTHING));
  const batches = readEvents(reading, {
    ...(range ? { range } : {}),
    ...(packets ? { packets } : {}),
    select: classTest(reading, filter),
  });
  let left = limit;
  for (const batch of batches) {
    signal.throwIfAborted();
    const selected: NamedEvent[] = [];
    for (const event of batch) {
      const domain = reading.leaves[event.leaf]?.domain ?? 'userspace';
      const symbol = comparesSymbol ? symbolOf(event, domain, symbols) : null;
      const named = { event, domain, owner: ownerOf(event), symbol };
      if (test && !test(factsOf(named))) continue;
      if (withSymbols && !comparesSymbol) named.symbol = symbolOf(event, domain, symbols);
      selected.push(named);
      left -= 1;
      if (left <= 0) break;
    }
    yield selected;
    if (left <= 0) return;
    // Signals and output are handled between batches.
    await new Promise(setImmediate);
  }
}

const OF_OWNER: readonly string[] = ['container', 'process'] satisfies FilterSubjectName[];
const OF_THREAD: readonly string[] = ['thread'] satisfies FilterSubjectName[];
const OF_SYMBOL: readonly string[] = ['symbol'] satisfies FilterSubjectName[];
const NOTHING: FilterTree = { kind: 'and', all: [] };

/** Finds as much of the owner of an event as a filter compares. @param filter null: all of it */
function ownerFinder(owners: EventOwners, filter: FilterTree | null): EventOwners['of'] {
  if (filter === null || comparesAny(filter, OF_OWNER)) return (event) => owners.of(event);
  return comparesAny(filter, OF_THREAD) ? (event) => owners.threadOf(event) : () => NO_OWNER;
}

function comparesAny(tree: FilterTree, subjects: readonly string[]): boolean {
  if (tree.kind === 'compare') return subjects.includes(tree.subject);
  return tree.kind === 'not' ? comparesAny(tree.of, subjects) : tree.all.some((one) => comparesAny(one, subjects));
}

/** Whether events of a class can match a filter. @param cpu of the events; default: not known */
export function classTest(
  { eventClasses, leaves }: Pick<TraceReading, 'eventClasses' | 'leaves'>,
  filter: FilterTree | null,
  cpu?: number,
): (event: EventClass, stream: StreamClass) => boolean {
  if (!filter) return () => true;
  const domains = new Map(eventClasses.map((one) => [one.class, leaves[one.leaf]?.domain ?? 'userspace']));
  return (event, stream) =>
    mayMatch(filter, {
      name: event.name,
      domain: domains.get(event) ?? 'userspace',
      ...(cpu === undefined ? {} : { cpu }),
      mayHave: (path) => hasField([event.payload, event.specificContext, stream.commonContext], path),
    });
}

/** Whether events can have a field of this name, or one in which the rest of the path may lead to a field. */
function hasField(scopes: readonly (StructClass | null)[], path: string): boolean {
  const [first = ''] = path.split('.');
  return scopes.some((scope) => scope?.fields.some(({ name }) => name === path || name === first) === true);
}
