import type { Analysis, DurationStats } from '@reader/analysis/analysis';
import { bucketOf } from '@reader/analysis/duration-buckets';
import { syscallName } from '@reader/scan/plan/event-kinds';
import type { TraceReading } from '@reader/trace-reading';
import type { CallDetail } from '@shared/trace-view/call-detail';
import { percentileNs } from '../../analysis/functions/duration-stats';
import type { RowTable } from '../rows/row-table';
import type { FoundSpan } from './find-span';

/** The durations of all calls of the same function, or system call, of the same process. @returns null without a complete call */
export function statsOfKind(
  whole: Analysis,
  table: RowTable,
  { eventClasses }: Pick<TraceReading, 'eventClasses'>,
  { value }: FoundSpan,
  process: number,
): DurationStats | null {
  const processRows = table.ofProcesses(whole);
  const isOwn = (row: { process: number }): boolean => processRows[row.process] === process;
  const name = 'eventClass' in value ? syscallName(eventClasses[value.eventClass]?.class.name ?? '') : '';
  const found =
    'address' in value
      ? whole.functions.find((row) => row.address === value.address && isOwn(row))
      : whole.syscalls.find((row) => row.name === name && isOwn(row));
  return found && found.calls.count > 0 ? found.calls : null;
}

/** Calls whose durations differ by less than 3.2 % have the same position, the one of the slowest of them. */
export function rankOf(durationNs: number, stats: DurationStats): NonNullable<CallDetail['rank']> {
  const { buckets, count } = stats;
  const own = bucketOf(Math.max(0, Math.round(durationNs)));
  let longer = 0;
  for (let at = 0; at + 1 < buckets.length; at += 2) if ((buckets[at] ?? 0) > own) longer += buckets[at + 1] ?? 0;
  const medianNs = percentileNs(stats, 0.5) ?? 0;
  return { position: longer + 1, of: count, timesMedian: medianNs === 0 ? 1 : durationNs / medianNs };
}
