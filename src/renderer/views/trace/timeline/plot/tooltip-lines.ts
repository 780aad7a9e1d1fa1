import type { CallSummary } from '@shared/trace-view/call-detail';
import { count } from '../../../../format/figures';
import { exactTime, shortTime } from '../../../../format/nanoseconds';
import { timeOfDayText } from '../../../../models/trace-view/time-text';
import { texts } from '../../../../texts/en';
import type { PlotHit, PlotMark, PlotSpan } from '../../drawing/plot/plot-scene';
import { shownName } from '../../drawing/text/shown-name';
import type { RowTree } from '../rows/row-children';
import { nameOfRow } from '../rows/row-text';
import type { HoverDetail } from './hover-detail';

const { plot: labels, states, panel } = texts.traceTimeline;

export interface TooltipLines {
  name: string;
  pairs: readonly (readonly [name: string, value: string])[];
}

/** What the lines are made of beside the hit. */
export interface TooltipContext {
  tree: RowTree;
  /** Name of the call around a call, as the picture has it. Null if there is none. */
  callerInPicture: string | null;
  detail: HoverDetail | undefined;
  beginUnixNs: string | null;
}

/** Names of marks that are told apart; of more, an ellipsis says so. */
const MOST_NAMES = 4;
const MOST_FIELDS = 6;

/** What a tooltip says. Null where it says nothing. */
export function tooltipLines(hit: PlotHit, context: TooltipContext): TooltipLines | null {
  switch (hit.kind) {
    case 'call':
    case 'syscall':
      return { name: hit.name, pairs: callPairs(hit.span, context) };
    case 'state':
      return { name: states[hit.state], pairs: timePairs(hit.span, context) };
    case 'cpu': {
      const thread = context.tree.rows[hit.thread];
      return { name: thread ? nameOfRow(thread) : states.unknown, pairs: timePairs(hit.span, context) };
    }
    case 'mark':
      return markLines(hit.marks, context);
    case 'loss': {
      const { events, packets, fromNs, toNs } = hit.loss;
      const name = events > 0 ? labels.lossTitle(count(events)) : labels.lossPackets(count(packets));
      return {
        name,
        pairs: [
          [labels.start, exactTime(fromNs)],
          [labels.duration, shortTime(toNs - fromNs)],
        ],
      };
    }
    case 'row':
      return null;
  }
}

type Pairs = TooltipLines['pairs'];

function callPairs(span: PlotSpan, context: TooltipContext): Pairs {
  const { call } = context.detail ?? {};
  const caller = call?.caller ?? context.callerInPicture;
  // The picture knows no end of a call that continues after it.
  const [duration, ...others] = timePairs(call ? { ...span, ...timesOf(call) } : span, context);
  return [
    ...(duration ? [duration] : []),
    ...(call ? partPairs(call) : []),
    ...(caller === null ? [] : [[labels.caller, shownName(caller)] as const]),
    ...others,
  ];
}

const timesOf = ({ beginNs, endNs, isBeginKnown, isEndKnown }: CallSummary) => ({
  beginNs,
  endNs,
  isBeginKnown,
  isEndKnown,
});

function partPairs({ selfNs, states: parts }: CallSummary): Pairs {
  return [
    ...(selfNs === null ? [] : [[panel.self, shortTime(selfNs)] as const]),
    ...(parts === null
      ? []
      : ([
          [panel.running, shortTime(parts.runningNs)],
          [panel.waiting, shortTime(parts.waitingNs)],
          [panel.blocked, shortTime(parts.blockedNs)],
        ] as const)),
  ];
}

function markLines(marks: readonly PlotMark[], { detail }: TooltipContext): TooltipLines {
  const [first] = marks;
  const all = marks.reduce((sum, { count: events }) => sum + events, 0);
  const names = [...new Set(marks.map(({ name }) => shownName(name)))];
  const more = names.length > MOST_NAMES ? ', …' : '';
  const fields = detail?.events?.[0]?.fields ?? [];
  return {
    name: names.slice(0, MOST_NAMES).join(', ') + more,
    pairs: [
      ...(all > 1 ? [[labels.userEvents, count(all)] as const] : []),
      [all > 1 ? labels.first : labels.time, exactTime(first?.atNs ?? 0)],
      ...fields.slice(0, MOST_FIELDS).map(({ name, value }) => [shownName(name), shownName(value)] as const),
      ...(fields.length > MOST_FIELDS ? [['', labels.moreFields(count(fields.length - MOST_FIELDS))] as const] : []),
    ],
  };
}

function timePairs(
  { beginNs, endNs, isMerged, isBeginKnown, isEndKnown }: PlotSpan,
  { beginUnixNs }: TooltipContext,
): Pairs {
  const wallClock = timeOfDayText(beginNs, beginUnixNs);
  if (isMerged) return [[labels.duration, labels.merged]];
  return [
    [labels.duration, exactTime(endNs - beginNs)],
    [labels.start, isBeginKnown ? exactTime(beginNs) : labels.openBegin],
    ...(wallClock === null ? [] : [[labels.wallClock, wallClock] as const]),
    ...(isEndKnown ? [] : [['', labels.openEnd] as const]),
  ];
}
