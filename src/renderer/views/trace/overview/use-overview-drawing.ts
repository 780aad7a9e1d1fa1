import { type RefObject, useEffect, useMemo } from 'react';
import { useInsightGuide } from '../../../stores/trace-view/insight-guide';
import { useSearchMarks } from '../../../stores/trace-view/search-marks';
import { useTrace } from '../../../stores/trace-view/use-trace';
import type { CanvasSize } from '../drawing/canvas/sized-canvas';
import { drawOverview } from '../drawing/overview/draw-overview';
import type { OverviewShape } from '../drawing/overview/overview-measures';
import type { OverviewInsight } from '../drawing/overview/overview-scene';
import type { PlotTheme } from '../drawing/theme/plot-theme';
import { useDensity } from './OverviewNames';
import { useCompared } from './use-compared';

/** Draws the strip whenever what it shows changes. @returns what is where in it */
export function useOverviewDrawing(
  canvas: RefObject<HTMLCanvasElement | null>,
  size: CanvasSize,
  theme: PlotTheme | null,
): OverviewShape {
  const { facts, whole, readShare, insights, place } = useTrace();
  const current = useInsightGuide((state) => state.current);
  const matches = useSearchMarks((state) => state.marks);
  const density = useDensity();
  const compared = useCompared();
  const numbered = useMemo(
    () =>
      (insights?.findings ?? []).map(
        ({ place: { fromNs, toNs }, group }, index): OverviewInsight => ({
          number: index + 1,
          fromNs,
          toNs,
          isAboutRecording: group === 'recording',
          isCurrent: index === current,
        }),
      ),
    [insights, current],
  );
  const lengthNs = Math.max(1, facts.lengthNs);
  const shape = useMemo(
    () => ({ width: size.width, lengthNs, range: place.range, insights: numbered }),
    [size.width, lengthNs, place.range, numbered],
  );
  useEffect(() => {
    if (!canvas.current || !theme || !density || size.width === 0) return;
    const read = whole ? null : readShare;
    drawOverview(canvas.current, {
      ...shape,
      pixelRatio: size.pixelRatio,
      theme,
      density,
      read,
      losses: facts.losses,
      matches,
      compared,
    });
  }, [canvas, shape, size, theme, density, whole, readShare, facts, matches, compared]);
  return shape;
}
