import type { CallLevel, TimelineRow } from '@shared/trace-view/timeline-rows';

/** A level of calls is shown if its calls take so many columns of the whole trace, which are half a pixel to a pixel wide. */
const LEAST_COLUMNS = 8;
/** Levels that are always shown: with none, a row would look as if it had no calls. */
const LEAST_LEVELS = 2;
/** Columns of a range. The plot is about that wide; its exact width must not change the heights of rows. */
const COLUMNS = 1_024;
/** A step is left only when the zoom is so much of a step outside of it. */
const SLACK = 0.1;

/**
 * The zoom in steps of two: the binary logarithm of the nanoseconds of a column. Panning does not change it, and zooming to and fro around
 * the edge of a step does not either.
 * @param before the step until now
 */
export function zoomStep(rangeNs: number, before: number | null): number {
  const exact = Math.log2(Math.max(rangeNs, 1) / COLUMNS);
  const isInside = before !== null && exact > before - SLACK && exact < before + 1 + SLACK;
  return isInside ? before : Math.floor(exact);
}

/**
 * How many levels of calls an open row shows at a zoom. It depends on the calls of the whole trace, and not on those in sight, so that
 * rows keep their height while the range moves.
 */
export function shownLevels({ callLevels, levels }: Pick<TimelineRow, 'callLevels' | 'levels'>, step: number): number {
  if (levels.length < callLevels) return callLevels; // not known
  const nsPerColumn = 2 ** step;
  const deepest = levels.findLastIndex((level) => columnsOf(level, nsPerColumn) >= LEAST_COLUMNS);
  return Math.min(callLevels, Math.max(LEAST_LEVELS, deepest + 1));
}

/** About how many columns a level takes: one for each short span, but no more than there are from the first to the last one. */
const columnsOf = ({ spans, drawnNs, fromNs, toNs }: CallLevel, nsPerColumn: number): number =>
  Math.min(spans + drawnNs / nsPerColumn, (toNs - fromNs) / nsPerColumn + 1);
