import './panel.css';
import type { WholeTrace } from '@shared/trace-view/timeline-rows';
import { useTraceView } from '../../../stores/trace-view/use-trace';
import { texts } from '../../../texts/en';
import { CallPanel } from './CallPanel';
import { MarkPanel } from './MarkPanel';
import { RangePanel } from './RangePanel';

const { panel: labels } = texts.traceTimeline;

/** The selected call or user event, or without one the range: in words and figures what the picture shows. It is the legend, too. */
export function BottomPanel({ whole }: { whole: WholeTrace }) {
  const hasCall = useTraceView((state) => state.history.place.call !== null);
  const hasMark = useTraceView((state) => state.history.place.mark !== null);
  return (
    <section className="bottom-panel" aria-label={labels.label}>
      {hasCall ? <CallPanel whole={whole} /> : hasMark ? <MarkPanel whole={whole} /> : <RangePanel whole={whole} />}
    </section>
  );
}
