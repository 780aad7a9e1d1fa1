import type { DurationHistogram } from '@shared/trace-view/call-detail';
import { shortTime } from '../../../../format/nanoseconds';
import { Brush, type ColourName } from '../canvas/brush';
import { clearedContext } from '../canvas/sized-canvas';
import { greatestOf } from '../overview/density-steps';
import { decadesOf, durationScale } from './duration-scale';
import type { FigureScene } from './figure-scene';

/** CSS pixels. */
const BELOW = 16;
const ABOVE = 12;
const MARK = { half: 4.5, head: 6, above: 8 } as const;
const MARK_LINE = 0.7;
const BETWEEN_LABELS = 8;

/** A line through a histogram at a duration. */
export interface DurationMark {
  atNs: number;
  text: string;
  /** Of the selected call, with an arrow and in the accent's colour. */
  isSelected: boolean;
}
type Bins = Pick<DurationHistogram, 'fromNs' | 'toNs' | 'counts'>;

/** Draws how many calls took how long, on a logarithmic scale, with marks such as percentiles and the selected call. */
export function drawDurations(
  canvas: HTMLCanvasElement,
  scene: FigureScene,
  bins: Bins,
  marks: readonly DurationMark[],
): void {
  paintDurations(new Brush(clearedContext(canvas, scene), scene.theme, scene.pixelRatio), scene, bins, marks);
}

/** Like `drawDurations`, on a context whose unit is the CSS pixel. */
export function paintDurations(brush: Brush, scene: FigureScene, bins: Bins, marks: readonly DurationMark[]): void {
  const base = scene.height - BELOW;
  const placeOf = durationScale(bins);
  const most = Math.max(1, greatestOf(bins.counts));
  const selected = marks.find(({ isSelected }) => isSelected);
  bins.counts.forEach((count, at) => {
    const [from, to] = [bins.fromNs[at] ?? 0, bins.fromNs[at + 1] ?? bins.toNs];
    const isHere =
      selected !== undefined && from <= selected.atNs && (selected.atNs < to || at === bins.counts.length - 1);
    paintBin(brush, {
      left: placeOf(from) * scene.width,
      right: placeOf(to) * scene.width,
      base,
      part: count / most,
      isHere,
    });
  });
  brush.box('lineStrong', 0, base, scene.width, 1);
  paintDecades(brush, scene, bins);
  paintMarks(brush, scene, marks, (ns) => placeOf(ns) * scene.width);
}

function paintBin(
  brush: Brush,
  bin: { left: number; right: number; base: number; part: number; isHere: boolean },
): void {
  if (!(bin.part > 0)) return;
  const left = Math.round(bin.left);
  const width = Math.max(1, Math.round(bin.right) - left - 1);
  const height = Math.max(1, Math.round(bin.part * (bin.base - ABOVE)));
  brush.box(bin.isHere ? 'accent' : 'densityUser', left, bin.base - height, width, height);
}

function paintDecades(brush: Brush, scene: FigureScene, bins: Bins): void {
  const placeOf = durationScale(bins);
  let free = 0;
  for (const ns of decadesOf(bins)) {
    const x = Math.min(scene.width - 1, placeOf(ns) * scene.width);
    brush.upright('lineStrong', x, scene.height - BELOW, 4);
    const text = shortTime(ns).replace(/\.0+/, '');
    const left = inside(scene, x, brush.width(text));
    if (left < free) continue;
    brush.text('quiet', text, left, scene.height - 6);
    free = left + brush.width(text) + BETWEEN_LABELS;
  }
}

function paintMarks(
  brush: Brush,
  scene: FigureScene,
  marks: readonly DurationMark[],
  xOf: (ns: number) => number,
): void {
  const base = scene.height - BELOW;
  const taken: [number, number][] = [];
  // The selected call keeps its label where two would overlap.
  for (const { atNs, text, isSelected } of [...marks].sort((a, b) => Number(b.isSelected) - Number(a.isSelected))) {
    const x = Math.min(scene.width - 1, Math.round(xOf(atNs)));
    const colour: ColourName = isSelected ? 'accent' : 'text';
    brush.upright(colour, x, ABOVE, base - ABOVE, 1, isSelected ? 1 : MARK_LINE);
    if (isSelected) {
      const tip = base - MARK.above;
      brush.shape(colour, [x + 0.5, tip, x + 0.5 - MARK.half, tip - MARK.head, x + 0.5 + MARK.half, tip - MARK.head]);
    }
    const width = brush.width(text);
    const left = inside(scene, x, width);
    if (text === '' || taken.some(([from, to]) => left < to + 4 && left + width + 4 > from)) continue;
    taken.push([left, left + width]);
    brush.text(colour, text, left, 5);
  }
}

/** Where a text begins whose middle is at `x`, so that it is inside the figure. */
function inside({ width }: FigureScene, x: number, wide: number): number {
  return Math.max(0, Math.min(width - wide, x - wide / 2));
}
