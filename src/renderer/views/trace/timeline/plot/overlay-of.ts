import type { CallDetail } from '@shared/trace-view/call-detail';
import { shortTime } from '../../../../format/nanoseconds';
import { lengthOf } from '../../../../models/trace-view/time-range';
import { useInsightGuide } from '../../../../stores/trace-view/insight-guide';
import { useSelectedCall } from '../../../../stores/trace-view/selected-call';
import { rangeOf, useTraceView } from '../../../../stores/trace-view/use-trace';
import { texts } from '../../../../texts/en';
import type { PlotOverlay } from '../../drawing/plot/plot-scene';
import { usePlot } from './plot-store';

const { panel: labels, states } = texts.traceTimeline;

/** More arrows than that hide each other. */
const MOST_ARROWS = 3;
/** A bracket that is a shorter part of the plot has no room for its text. */
const LEAST_BRACKET = 0.08;

/** What is drawn over the plot now: the pointer, the longest wait of the selected call, who ended its waits, the measure, and the current insight. */
export function overlayOf(): PlotOverlay {
  const { pointer, measure } = usePlot.getState();
  const { detail } = useSelectedCall.getState();
  const { current } = useInsightGuide.getState();
  const { facts, history, insights } = useTraceView.getState();
  const finding = current === null ? undefined : insights?.findings[current];
  return {
    hoverNs: pointer?.atNs ?? null,
    hovered: pointer?.hit ?? null,
    wakeUps: detail ? wakeUpsOf(detail) : [],
    brackets: detail && facts ? bracketsOf(detail, lengthOf(rangeOf(history.place, facts.lengthNs))) : [],
    measure,
    insight: finding ? { fromNs: finding.place.fromNs, toNs: finding.place.toNs } : null,
  };
}

const wakeUpsOf = ({ waits, row }: CallDetail): PlotOverlay['wakeUps'] =>
  waits.slice(0, MOST_ARROWS).flatMap(({ wokenBy, fromNs, durationNs }) => {
    return wokenBy === null || wokenBy === row ? [] : [{ fromRow: wokenBy, toRow: row, atNs: fromNs + durationNs }];
  });

/** The longest wait of the selected call, below its calls. */
const bracketsOf = ({ waits: [longest], row }: CallDetail, rangeNs: number): PlotOverlay['brackets'] => {
  if (!longest || longest.durationNs < rangeNs * LEAST_BRACKET) return [];
  const { fromNs, durationNs, syscall, cause } = longest;
  const text = labels.waitedIn(syscall ?? states[cause], shortTime(durationNs));
  return [{ row, fromNs, toNs: fromNs + durationNs, text }];
};
