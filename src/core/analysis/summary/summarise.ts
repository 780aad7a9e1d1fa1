import type { Analysis } from '@reader/analysis/analysis';
import { countedLoss } from '@reader/packets/counted-loss';
import { sortedFunctions } from '@shared/analysis/function-table';
import type { SlowCall, TraceSummary } from '@shared/analysis/trace-summary';
import { oneLine } from '@shared/model/plain-text';
import { areContainersKnown } from '@shared/model/trace-record';
import type { Insights } from '@shared/trace-view/insight';
import type { Symboliser } from '../../symbols/symboliser';
import type { AnalysedTrace } from '../analysed-trace';
import { percentileNs } from '../functions/duration-stats';
import { functionFigures, type NamedFunction, namedFunctions, subjectOf } from '../functions/function-figures';
import { namedProcesses, threadName } from '../names/process-names';
import type { OpenedTrace } from '../open-trace';
import { unreadPlaces } from '../unread-places';
import { basisOf, missingNotes } from './basis';
import { lossesOf } from './losses';
import { ownerFigures } from './owner-figures';
import { failedNotes, standingOut } from './standing-out';
import { syscallFigures } from './syscall-figures';

const MOST_ROWS = 10;

/** What a person in a hurry wants to know of a trace. */
export function summarise(
  { files, reading, attribution }: OpenedTrace,
  { analysis, warnings }: AnalysedTrace,
  symbols: Symboliser,
  insights: Insights,
): TraceSummary {
  const { record, containers } = files;
  const { leaves, span } = reading;
  const basis = basisOf(reading, analysis.eventCounts);
  const named = namedProcesses(analysis, attribution, containers, symbols);
  const functions = namedFunctions(analysis, named, symbols);
  const syscalls = syscallFigures(analysis);
  const paths = leaves.map(({ path }) => oneLine(path));
  return {
    id: record.id,
    title: oneLine(record.title),
    beginAt: span.isAbsolute ? isoOf(span.beginNs) : null,
    durationMs: record.durationMs,
    lengthNs: span.lengthNs,
    ...eventsSpan(analysis),
    recordings: recordingsOf(reading, analysis),
    containers: areContainersKnown(record, containers) ? containers.length : null,
    basis,
    insights: standingOut(insights),
    owners: ownerFigures(analysis, named, basis),
    functions: sortedFunctions(functionFigures(functions, 'name'), 'self').slice(0, MOST_ROWS),
    slowestCalls: slowestCalls(functions, analysis),
    frequentSyscalls: [...syscalls].sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1)).slice(0, MOST_ROWS),
    slowSyscalls: syscalls
      .filter(({ maxNs }) => maxNs !== null)
      .sort((a, b) => (b.maxNs ?? 0) - (a.maxNs ?? 0))
      .slice(0, MOST_ROWS),
    losses: lossesOf(
      analysis.losses,
      countedLoss(reading, () => true),
      paths,
    ),
    notes: [...missingNotes(basis), ...failedNotes(insights)],
    unread: unreadPlaces(warnings),
  };
}

function recordingsOf(reading: OpenedTrace['reading'], { eventCounts }: Analysis): TraceSummary['recordings'] {
  const { leaves, eventClasses } = reading;
  const domains = (['userspace', 'kernel'] as const).filter((domain) => leaves.some((leaf) => leaf.domain === domain));
  return domains.map((domain) => {
    const isIn = (leaf: number): boolean => leaves[leaf]?.domain === domain;
    let events = 0;
    for (const [index, { leaf }] of eventClasses.entries()) if (isIn(leaf)) events += eventCounts[index] ?? 0;
    return { domain, events, ...countedLoss(reading, isIn) };
  });
}

/** The longest call of each function, the longest first. */
function slowestCalls(functions: readonly NamedFunction[], { threads }: Analysis): SlowCall[] {
  const complete = functions.filter(({ row }) => row.calls.count > 0);
  return complete
    .sort((a, b) => b.row.calls.maxNs - a.row.calls.maxNs)
    .slice(0, MOST_ROWS)
    .map(({ row: { calls }, process, label }) => {
      const thread = threads[calls.maxThread];
      return {
        ...subjectOf([process]),
        function: label,
        thread: thread ? threadName(thread) : '',
        atNs: calls.maxAtNs,
        durationNs: calls.maxNs,
        p50Ns: percentileNs(calls, 0.5),
      };
    });
}

function eventsSpan({ threads }: Analysis): Pick<TraceSummary, 'firstEventNs' | 'lastEventNs'> {
  const seen = threads.filter(({ events }) => events > 0);
  return {
    firstEventNs: seen.reduce((least, { firstNs }) => Math.min(least, firstNs), seen[0]?.firstNs ?? 0),
    lastEventNs: seen.reduce((most, { lastNs }) => Math.max(most, lastNs), 0),
  };
}

/** Null for a time that Date cannot have. */
function isoOf(unixNs: bigint): string | null {
  const date = new Date(Number(unixNs / 1_000_000n));
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
