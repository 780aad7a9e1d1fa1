import './overview.css';
import { useRef } from 'react';
import { exactTime } from '../../../format/nanoseconds';
import { useTrace } from '../../../stores/trace-view/use-trace';
import { texts } from '../../../texts/en';
import { useCanvasSize } from '../canvas/use-canvas-size';
import { usePlotTheme } from '../canvas/use-plot-theme';
import { OverviewNames } from './OverviewNames';
import { onOverviewKey } from './overview-keys';
import { useBrush } from './use-brush';
import { useOverviewDrawing } from './use-overview-drawing';

const { overview: labels } = texts.traceFrame;

/** The whole trace in one strip: events by domain, losses, insights, and the range, which a drag sets. */
export function Overview() {
  const { place, range } = useTrace();
  const plot = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = useCanvasSize(plot);
  const theme = usePlotTheme(plot);
  const shape = useOverviewDrawing(canvas, size, theme);
  const brush = useBrush(plot, shape);
  return (
    <section className="overview" aria-label={labels.label}>
      <OverviewNames />
      {/* biome-ignore lint/a11y/useSemanticElements: a range input has one value, this one has a begin and an end */}
      <div
        ref={plot}
        className="overview-plot"
        role="group"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the keys of the group move the range
        tabIndex={0}
        aria-label={place.range ? labels.range(exactTime(range.fromNs), exactTime(range.toNs)) : labels.whole}
        aria-description={labels.help}
        title={brush.title}
        style={{ cursor: brush.cursor }}
        onPointerDown={brush.onPointerDown}
        onPointerMove={brush.onPointerMove}
        onPointerUp={brush.onPointerUp}
        onPointerLeave={brush.onPointerLeave}
        onDoubleClick={brush.onDoubleClick}
        onKeyDown={onOverviewKey}
      >
        <canvas ref={canvas} aria-hidden />
      </div>
    </section>
  );
}
