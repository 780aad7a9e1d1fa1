import { blend, type Pixel } from './pixel';

/** Diagonal lines from the lower left to the upper right: their distance along x, and their width, in CSS pixels; and how opaque they are. */
export const HATCHES = {
  waiting: { step: 4, width: 1.4, opacity: 1 },
  loss: { step: 8, width: 1, opacity: 0.45 },
  /** Where a loss is only some pixels wide or high. */
  smallLoss: { step: 4, width: 1.2, opacity: 1 },
} as const;
export type HatchKind = keyof typeof HATCHES;

const SAMPLES = 8;

/**
 * Pixels of a hatch. A pixel of the plot has the one at `(x + y) % length`, so that hatches of neighbours continue each other. Edges of
 * the lines are smooth.
 */
export function hatchPixels(kind: HatchKind, line: Pixel, ground: Pixel, pixelRatio: number): Int32Array {
  const { step, width, opacity } = HATCHES[kind];
  const period = Math.max(2, Math.round(step * pixelRatio));
  // Along x, a line at 45 degrees is wider than across.
  const wide = Math.min(period, width * Math.SQRT2 * pixelRatio);
  return Int32Array.from({ length: period }, (_, at) => blend(line, ground, opacity * covered(at, wide, period)));
}

/** The part of a pixel whose x and y add up to `at` that lines of that width cover. */
function covered(at: number, wide: number, period: number): number {
  let inside = 0;
  for (let across = 0.5; across < SAMPLES; across += 1) {
    for (let down = 0.5; down < SAMPLES; down += 1) {
      if ((at + (across + down) / SAMPLES) % period < wide) inside += 1;
    }
  }
  return inside / SAMPLES ** 2;
}
