import './timeline.css';
import { count } from '../../../format/figures';
import { useTrace } from '../../../stores/trace-view/use-trace';
import { texts } from '../../../texts/en';
import { BottomPanel } from '../panel/BottomPanel';
import { NoRows } from './NoRows';
import { TimelineRows } from './TimelineRows';

const { timeline: labels } = texts.traceTimeline;

/** Rows of containers, processes and threads on one time axis, and below them the selection or the range in figures. */
export function TimelineTab() {
  const { whole, readShare } = useTrace();
  return (
    <div className="timeline">
      {whole ? (
        whole.rows.some(({ kind }) => kind === 'thread') ? (
          <TimelineRows whole={whole} />
        ) : (
          <NoRows />
        )
      ) : (
        <p className="timeline-reading quiet figures">{labels.reading(count(Math.floor(readShare * 100)))}</p>
      )}
      {whole ? <BottomPanel whole={whole} /> : null}
    </div>
  );
}
