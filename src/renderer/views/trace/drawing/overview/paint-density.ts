import type { Brush } from '../canvas/brush';
import { densitySteps, greatestOf } from './density-steps';

/** How opaque estimates are. */
const ESTIMATE = 0.55;

/** Where a density is drawn. */
export interface DensityLane {
  /** CSS pixels. */
  top: number;
  height: number;
  left: number;
  wide: number;
  columns: number;
  /** Columns from here on are estimates. */
  exact: number;
}

/** Draws a density as steps, the greatest one as high as the lane. */
export function paintDensity(brush: Brush, counts: Float64Array, lane: DensityLane, colour: string): void {
  const { top, height, left, wide, columns, exact } = lane;
  const steps = densitySteps(counts, columns, greatestOf(counts), 1 / height);
  const { context } = brush;
  context.fillStyle = colour;
  for (let from = 0; from < columns; ) {
    let to = from + 1;
    while (to < columns && steps[to] === steps[from] && to !== exact) to += 1;
    const high = brush.edge((steps[from] ?? 0) * height);
    context.globalAlpha = from < exact ? 1 : ESTIMATE;
    if (high > 0)
      context.fillRect(left + (from / columns) * wide, top + height - high, ((to - from) / columns) * wide, high);
    from = to;
  }
  context.globalAlpha = 1;
}
