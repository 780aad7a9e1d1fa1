import type { Analysis } from '@reader/analysis/analysis';
import { binsOf } from '@reader/analysis/range-analysis';
import { countEvents } from '@reader/compiled/count-events';
import { ReadError } from '@reader/read-error';
import type { TimeRange } from '@reader/trace-reading';
import type { FilterTree } from '@shared/analysis/event-filter/filter-tree';
import type { EventMatches } from '@shared/trace-view/event-page';
import type { TraceViewArgs } from '@shared/trace-view/trace-view-calls';
import { classVerdict } from '../../analysis/events/may-match';
import type { TraceView } from '../opened/trace-view';
import { isWholeRange, viewRange } from '../opened/view-range';
import type { CallTools } from '../serving/serve-calls';
import { EventQuery } from './event-query';
import { Matches } from './matches';

type Args = TraceViewArgs<'event-matches'>;

/**
 * Counts the events of a range that match. Bins are of equal length over the whole trace. A filter that depends on names, domains and
 * CPUs alone is counted in compiled code, and for the whole trace without a filter the known analysis answers. Other filters decode the
 * events that can match.
 * @throws AppError `config` for a filter that is not valid, ReadError, AbortError
 */
export async function eventMatches(view: TraceView, args: Args, tools: CallTools): Promise<EventMatches> {
  const query = await EventQuery.of(view, args, tools);
  const matches = new Matches(view.lengthNs, args.bins);
  const { isAll } = query.selection;
  const counted = isAll ? countedByCpu(view, query.filter) : null;
  if (isAll && query.filter === null && isWholeRange(args.range, view.lengthNs))
    countAll(view, await view.analysed(args.range, tools), matches);
  else if (!(counted && (await countClasses(view, counted, args, matches, tools))))
    for await (const batch of query.read(args.range, { isForCount: true })) {
      for (const { event } of batch) matches.add(event.event.eventClass.name, event.event.timeNs);
      tools.onShare(shareOf(args.range, batch.at(-1)?.event.event.timeNs));
    }
  return matches.answer();
}

type CountedByCpu = ReadonlyMap<number, Uint8Array>;

/** By CPU, the classes whose events match; null if that depends on more than names, domains and CPUs. */
function countedByCpu(view: TraceView, filter: FilterTree | null): CountedByCpu | null {
  const { packets } = view.trace.reading;
  const byCpu = new Map<number, Uint8Array>();
  for (const cpu of new Set(packets.cpu.subarray(0, packets.count))) {
    const counted = countedClasses(view, filter, cpu);
    if (!counted) return null;
    byCpu.set(cpu, counted);
  }
  return byCpu;
}

/** By class, 1 if its events match; null if that depends on more. */
function countedClasses({ trace: { reading } }: TraceView, filter: FilterTree | null, cpu: number): Uint8Array | null {
  const counted = new Uint8Array(reading.eventClasses.length);
  for (const [index, { class: of, leaf }] of reading.eventClasses.entries()) {
    const domain = reading.leaves[leaf]?.domain ?? 'userspace';
    const verdict = filter === null ? true : classVerdict(filter, { name: of.name, domain, cpu });
    if (verdict === undefined) return null;
    if (verdict) counted[index] = 1;
  }
  return counted;
}

/** Events of a bin of the analysis are marked at its middle. */
function countAll({ trace: { reading } }: TraceView, analysis: Analysis, matches: Matches): void {
  const { fromNs, toNs, bins, density, eventCounts } = analysis;
  for (const [index, { class: of }] of reading.eventClasses.entries()) matches.name(of.name, eventCounts[index] ?? 0);
  const { widthNs } = binsOf({ fromNs, toNs }, bins);
  for (const [at, count] of density.entries())
    if (count > 0) matches.mark(Math.min(toNs, fromNs + ((at % bins) + 0.5) * widthNs), count);
}

/** @returns false for a trace that the compiled code cannot read */
async function countClasses(
  view: TraceView,
  counted: CountedByCpu,
  { range: wanted, bins }: Args,
  matches: Matches,
  tools: CallTools,
): Promise<boolean> {
  const { reading } = view.trace;
  const range = viewRange(wanted, view.lengthNs);
  const none = new Uint8Array(reading.eventClasses.length);
  try {
    const counter = countEvents(reading, { range, counted: (cpu) => counted.get(cpu) ?? none, bins });
    for (;;) {
      const { done, value } = counter.next();
      if (done) {
        if (!value) return false;
        for (const [index, { class: of }] of reading.eventClasses.entries())
          matches.name(of.name, value.byClass[index] ?? 0);
        matches.addMarks(value.byBin);
        return true;
      }
      tools.onShare(value);
      await new Promise(setImmediate);
      tools.signal.throwIfAborted();
    }
  } catch (error) {
    if (error instanceof ReadError && error.code === 'too-large') return false;
    throw error;
  }
}

const shareOf = ({ fromNs, toNs }: TimeRange, timeNs = fromNs): number =>
  Math.min(1, Math.max(0, (timeNs - fromNs) / (toNs - fromNs)));
