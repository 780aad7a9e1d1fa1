import type { CanvasSize } from '../canvas/sized-canvas';
import type { PlotTheme } from '../theme/plot-theme';

/** A small figure: its size in CSS pixels and its colours. It has no ground of its own. */
export interface FigureScene extends CanvasSize {
  theme: PlotTheme;
}

/** Size of the figure beside an insight in CSS pixels. */
export const EVIDENCE_SIZE = { width: 168, height: 60 } as const;

/** Texts in the figures, which the window's texts supply. */
export interface FigureTexts {
  median: string;
  /** A part of a whole, from 0 to 1. */
  share: (part: number) => string;
  count: (count: number) => string;
  bytes: (bytes: number) => string;
}
