import type { Brush } from '../canvas/brush';
import { neighbourOf, spanAt } from '../picture/picture-lanes';
import { shapeOf } from '../rows/row-ink';
import { laneBoxes } from '../rows/row-measures';
import { LabelFitting } from '../text/label-fitting';
import { shownName } from '../text/shown-name';
import { markGroups } from './plot-marks';
import type { LanePlace, PlotRow, PlotScene } from './plot-scene';
import type { VisibleBand } from './visible-bands';

/** CSS pixels: where the diamond is in its row, and its half diagonal. */
const DIAMOND = { middle: 8, half: 5 } as const;
/** CSS pixels without another mark or call from which a name is beside its mark. */
const LEAST_ROOM = 60;
const BESIDE = 4;

/** Draws the user events of rows: a line through the row, a diamond on top, and how many they are if they are several. */
export function paintMarks(brush: Brush, scene: PlotScene, bands: readonly VisibleBand[]): void {
  if (scene.marks.size === 0) return;
  for (const { row, top, bottom } of bands) {
    const marksOfRow = scene.marks.get(row.lanesOf);
    if (marksOfRow === undefined) continue;
    const groups = markGroups(marksOfRow, scene.view, scene.width);
    const { context } = brush;
    context.save();
    context.beginPath();
    context.rect(0, top, scene.width, bottom - top);
    context.clip();
    groups.forEach(({ x, count, marks }, at) => {
      const middle = row.y + DIAMOND.middle;
      brush.upright('text', x, row.y + 4, row.height - 8);
      diamond(brush, x, middle);
      const room = (groups[at + 1]?.x ?? scene.width) - x;
      if (count > 1) paintCount(brush, `${count}`, x + DIAMOND.half + 2, middle, room);
      else paintName(brush, scene, row, x, room, shownName(shortEventName(marks[0]?.name ?? '')));
    });
    context.restore();
  }
}

/** The part after the provider: `order_placed` of `shop:order_placed`. The tooltip and the panel have the whole name. */
const shortEventName = (name: string): string => name.slice(name.lastIndexOf(':') + 1) || name;

function diamond(brush: Brush, x: number, y: number, colour: 'text' | 'accent' = 'text'): void {
  const half = DIAMOND.half;
  const points = [x, y - half, x + half, y, x, y + half, x - half, y, x, y - half];
  brush.lines('view', points, 2);
  brush.shape(colour, points);
}

/** Draws the selected user event over the others. */
export function paintSelectedMark(brush: Brush, scene: PlotScene, { row }: VisibleBand, atNs: number): void {
  const x = ((atNs - scene.view.fromNs) / (scene.view.toNs - scene.view.fromNs)) * scene.width;
  brush.upright('accent', x, row.y + 4, row.height - 8, 2);
  diamond(brush, x, row.y + DIAMOND.middle, 'accent');
}

function paintCount(brush: Brush, count: string, left: number, middle: number, room: number): void {
  const width = brush.width(count);
  if (width + DIAMOND.half + 6 > room) return;
  brush.box('view', left, middle - 7, width + 4, 14, 0.85);
  brush.text('text', count, left + 2, middle);
}

/** Writes a name beside its line where the lowest level of calls with enough room is free. */
function paintName(brush: Brush, scene: PlotScene, row: PlotRow, x: number, room: number, name: string): void {
  const nsPerPixel = (scene.view.toNs - scene.view.fromNs) / scene.width;
  const atNs = scene.view.fromNs + x * nsPerPixel;
  const levels = laneBoxes(shapeOf(row)).filter(({ kind, hasText }) => kind === 'call' && hasText);
  for (const { depth, top, height } of levels.toReversed()) {
    const free =
      Math.min(room, freeAfter(scene, { row: row.lanesOf, kind: 'call', depth }, atNs) / nsPerPixel) - 2 * BESIDE;
    if (free < LEAST_ROOM) continue;
    const text = new LabelFitting((part) => brush.width(part)).fit(name, free);
    if (text !== null) brush.text('text', text, x + BESIDE, row.y + top + height / 2);
    return;
  }
}

/** How long a lane stays empty from a time on, in nanoseconds. */
function freeAfter({ picture }: PlotScene, lane: LanePlace, atNs: number): number {
  if (picture === null) return 0;
  if (spanAt(picture, lane, atNs) !== null) return 0;
  return (neighbourOf(picture, lane, atNs, 'next')?.beginNs ?? Number.POSITIVE_INFINITY) - atNs;
}
