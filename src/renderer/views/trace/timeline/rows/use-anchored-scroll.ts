import { type RefObject, useLayoutEffect, useRef } from 'react';
import { usePlot } from '../plot/plot-store';
import { firstRowAt, type LaidRow, type RowLayout } from './lay-rows';

/** Keeps the row under the pointer, or else the first row in sight, where it is when the heights of rows change. */
export function useAnchoredScroll(scroller: RefObject<HTMLElement | null>, layout: RowLayout): void {
  const before = useRef(layout);
  useLayoutEffect(() => {
    const element = scroller.current;
    const last = before.current;
    before.current = layout;
    if (!element || last === layout) return;
    const byPixels = anchorShift(last.rows, layout.rows, element.scrollTop, usePlot.getState().pointer?.y ?? 0);
    if (byPixels !== 0) element.scrollTop += byPixels;
  }, [scroller, layout]);
}

/**
 * How far a row moved that was at a height in sight. Filtering and sorting are another list, which is not followed.
 * @param inSight pixels below the scroll position
 */
export function anchorShift(
  before: readonly LaidRow[],
  after: readonly LaidRow[],
  scrollTop: number,
  inSight: number,
): number {
  if (before.length !== after.length || before.some(({ row }, at) => row !== after[at]?.row)) return 0;
  const at = firstRowAt(before, scrollTop + inSight);
  return (after[at]?.y ?? 0) - (before[at]?.y ?? 0);
}
