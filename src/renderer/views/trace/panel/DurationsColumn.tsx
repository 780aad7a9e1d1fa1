import type { CallDetail, DurationHistogram } from '@shared/trace-view/call-detail';
import { useEffect, useRef } from 'react';
import { count } from '../../../format/figures';
import { texts } from '../../../texts/en';
import { useCanvasSize } from '../canvas/use-canvas-size';
import { usePlotTheme } from '../canvas/use-plot-theme';
import { drawDurations } from '../drawing/figures/draw-durations';

const { panel: labels } = texts.traceTimeline;

/** The durations of all calls of the function, with this one marked. */
export function DurationsColumn({ detail, durations }: { detail: CallDetail; durations: DurationHistogram }) {
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = useCanvasSize(box);
  const theme = usePlotTheme(box);
  const all = durations.counts.reduce((sum, one) => sum + one, 0);
  useEffect(() => {
    if (!canvas.current || !theme || size.width === 0) return;
    const marks = [
      { atNs: durations.p50Ns, text: 'p50', isSelected: false },
      { atNs: durations.p90Ns, text: 'p90', isSelected: false },
      { atNs: durations.p99Ns, text: 'p99', isSelected: false },
      { atNs: detail.endNs - detail.beginNs, text: '', isSelected: true },
    ];
    drawDurations(canvas.current, { ...size, theme }, durations, marks);
  }, [size, theme, durations, detail]);
  return (
    <div className="bottom-durations">
      <h3>
        {labels.all(count(all))} · <span className="bottom-marked">{labels.thisMarked}</span>
      </h3>
      <div ref={box} className="bottom-histogram">
        <canvas ref={canvas} aria-hidden />
      </div>
    </div>
  );
}
