import type { LossMark } from '@shared/trace-view/trace-facts';
import type { TimeRange } from '../plot/plot-scene';
import type { PlotTheme } from '../theme/plot-theme';

/** The axis above the plot. Lengths are CSS pixels. */
export interface AxisScene {
  width: number;
  height: number;
  pixelRatio: number;
  theme: PlotTheme;
  view: TimeRange;
  losses: readonly { loss: LossMark; text: string }[];
  /** The exact time is shown there. */
  hoverNs: number | null;
  /** The time between both ends is shown. */
  measure: TimeRange | null;
}
