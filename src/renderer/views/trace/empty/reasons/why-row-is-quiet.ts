import type { TimelineRow, WholeTrace } from '@shared/trace-view/timeline-rows';
import { texts } from '../../../../texts/en';
import { hasPart } from './recorded-parts';

const { row: labels } = texts.traceTabs.empty;

/**
 * Why a row of the timeline shows less than others, in one line each: the first reason is the one to show. What the trace does not
 * have of any row is said once, in `MissingParts`, except for the states of a thread.
 * @param isActive whether the row has events in the visible range
 */
export function whyRowIsQuiet(
  row: TimelineRow,
  whole: Pick<WholeTrace, 'basis' | 'rows'>,
  isActive: boolean,
): string[] {
  if (row.kind === 'process') return !row.hasMemory && hasPart('memory', whole) ? [labels.noMemory] : [];
  if (row.kind !== 'thread') return [];
  if (!isActive) return [labels.noActivity];
  const { basis } = whole;
  return [
    ...(basis.calls && row.callLevels === 0 ? [labels.noCalls] : []),
    ...(row.hasStates ? [] : [labels.noStates]),
    ...(basis.syscalls && !row.hasSyscalls ? [labels.noSyscalls] : []),
  ];
}
