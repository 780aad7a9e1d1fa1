import type { WholeTrace } from '@shared/trace-view/timeline-rows';
import { useMemo, useRef } from 'react';
import { useActions } from '../../../stores/actions';
import { texts } from '../../../texts/en';
import { NothingShown } from './NothingShown';
import { Plot } from './plot/Plot';
import { RowNames } from './rows/RowNames';
import { RowTools } from './rows/RowTools';
import { useAnchoredScroll } from './rows/use-anchored-scroll';
import { useRowLayout } from './rows/use-row-layout';
import { useScroll } from './rows/use-scroll';
import { timelineActions } from './timeline-actions';

const { timeline: labels } = texts.traceTimeline;

/** The rows with their names and the plot, which scroll together. */
export function TimelineRows({ whole }: { whole: WholeTrace }) {
  const scroller = useRef<HTMLDivElement>(null);
  const axis = useRef<HTMLCanvasElement>(null);
  const { tree, layout, figures } = useRowLayout(whole);
  useAnchoredScroll(scroller, layout);
  const scroll = useScroll(scroller);
  useActions(useMemo(() => timelineActions({ tree, layout }), [tree, layout]));
  return (
    <div className="timeline-main">
      <div className="timeline-axis-row">
        <RowTools layout={layout} />
        <div className="timeline-axis">
          <canvas ref={axis} aria-hidden />
        </div>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: it groups the tree and the plot, which scroll together */}
      <div className="timeline-lanes" ref={scroller} role="group" aria-label={labels.rows}>
        <div className="timeline-space" style={{ height: layout.height + layout.pinnedHeight }}>
          <RowNames tree={tree} layout={layout} figures={figures} scroll={scroll} scroller={scroller} />
          <Plot tree={tree} layout={layout} scroll={scroll} axis={axis} />
        </div>
        {layout.rows.length === 0 ? <NothingShown layout={layout} /> : null}
      </div>
    </div>
  );
}
