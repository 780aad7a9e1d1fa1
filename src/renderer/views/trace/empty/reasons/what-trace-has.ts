import type { TimelineRow, WholeTrace } from '@shared/trace-view/timeline-rows';
import { TRACE_PARTS, type TracePart } from '@shared/trace-view/trace-parts';
import type { TraceTab } from '@shared/trace-view/trace-place';
import { count } from '../../../../format/figures';
import { texts } from '../../../../texts/en';
import type { Emptiness } from '../emptiness';
import { listOf } from '../list-of';

const { empty: labels } = texts.traceTabs;

const IN_ROW = {
  states: ({ hasStates }) => hasStates,
  syscalls: ({ hasSyscalls }) => hasSyscalls,
  calls: ({ callLevels }) => callLevels > 0,
  memory: ({ hasMemory }) => hasMemory,
} as const satisfies Record<TracePart, (row: TimelineRow) => boolean>;

/** What a trace has in its tabs, except the empty one. */
export function whatTraceHas(
  { rows, events }: Pick<WholeTrace, 'rows' | 'events'>,
  without: TraceTab,
): Emptiness['has'] {
  const threads = rows.filter(({ kind }) => kind === 'thread').length;
  const parts = TRACE_PARTS.filter((part) => rows.some(IN_ROW[part])).map((part) => labels.timelineParts[part]);
  const levels = rows.reduce((most, { callLevels }) => Math.max(most, callLevels), 0);
  const all: Emptiness['has'] = [
    ...(threads > 0
      ? [
          {
            tab: 'timeline' as const,
            text: labels.timelineHas(count(threads), listOf(parts.length > 0 ? parts : [labels.timelineParts.events])),
          },
        ]
      : []),
    ...(levels > 0 ? [{ tab: 'functions' as const, text: labels.functionsHas(count(levels)) }] : []),
    ...(events > 0 ? [{ tab: 'events' as const, text: labels.eventsHas(count(events)) }] : []),
  ];
  return all.filter(({ tab }) => tab !== without);
}
