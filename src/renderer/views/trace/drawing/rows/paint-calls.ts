import { type Picture, SPAN_ENDS } from '@shared/trace-view/picture';
import { functionColour } from '../theme/function-colour';
import { FUNCTION_COLOURS } from '../theme/plot-theme';
import type { LaneBand, RowInk } from './row-ink';

/** Widths of a call in CSS pixels from which more of it is drawn. */
export const CALL_WIDTHS = { gapAndEdge: 4, wideEdge: 8, label: 32 } as const;
/** From a share of FULL_SHARE to one of the palette's opacities. */
const SHARE_BITS = 4;
const FOOT = 2;

const colours = new WeakMap<Picture, Uint8Array>();

/** Colours of the functions of a picture, by their index. */
function coloursOf(picture: Picture): Uint8Array {
  const known = colours.get(picture) ?? Uint8Array.from(picture.functions, ({ name }) => functionColour(name));
  colours.set(picture, known);
  return known;
}

/** How calls of a lane are drawn. */
export interface CallStyle {
  /** Without names, calls are colours alone: without edges, too. */
  hasText: boolean;
  /** Depth of the lane. */
  depth: number;
  /** Row of the thread. */
  row: number;
  /** Index of the function whose calls get a line at their foot; -1 for none. */
  marked: number;
}

/** Draws one level of calls. `notRunning` has to be that of the thread. */
export function paintCalls(ink: RowInk, lane: number, band: LaneBand, style: CallStyle): void {
  const { pieces, palette, picture, scale, scene, line, notRunning } = ink;
  pieces.read(picture, lane, scale);
  const { count, left, right, value, share, span } = pieces;
  if (count === 0) return;
  const { calls, washed: washedCalls } = palette;
  const tones = coloursOf(picture);
  const ratio = scene.pixelRatio;
  const gap = Math.max(1, Math.round(ratio));
  const feet: number[] = [];
  for (let i = 0; i < count; i += 1) {
    const x0 = left[i] ?? 0;
    const x1 = right[i] ?? 0;
    const called = value[i] ?? 0;
    const tone = tones[called] ?? called % FUNCTION_COLOURS;
    const index = span[i] ?? -1;
    if (index < 0 && x1 - x0 === 1 && called !== style.marked) {
      const pixel = ((share[i] ?? 0) >> SHARE_BITS) * FUNCTION_COLOURS + tone;
      line[x0] = (notRunning[x0] === 0 ? calls[pixel] : washedCalls[pixel]) ?? 0;
      continue;
    }
    const width = (x1 - x0) / ratio;
    const isWide = index >= 0 && width >= CALL_WIDTHS.gapAndEdge;
    const ends = index >= 0 ? (picture.spans.ends[index] ?? 0) : 0;
    const end = isWide && (ends & SPAN_ENDS.endUnknown) === 0 ? x1 - gap : x1;
    const pixel = ((share[i] ?? 0) >> SHARE_BITS) * FUNCTION_COLOURS + tone;
    const fill = calls[pixel] ?? 0;
    const washed = washedCalls[pixel] ?? 0;
    for (let x = x0; x < end; x += 1) line[x] = notRunning[x] === 0 ? fill : washed;
    if (called === style.marked && !isSelected(ink, style, index)) feet.push(x0, end);
    if (!isWide || !style.hasText) continue;
    const begin = picture.spans.beginNs[index] ?? 0;
    if ((ends & SPAN_ENDS.beginUnknown) === 0 && begin >= scale.fromNs) {
      const edge = Math.round((width >= CALL_WIDTHS.wideEdge ? 2 : 1) * ratio);
      line.fill(palette.edges[tone] ?? 0, x0, Math.min(end, x0 + edge));
    }
    if (width >= CALL_WIDTHS.label) addLabel(ink, picture.functions[called]?.name ?? '', x0, x1, band);
  }
  const first = left[0] ?? 0;
  const last = right[count - 1] ?? 0;
  ink.raster.repeatLine(line, first, last, band.top, band.bottom);
  line.fill(0, first, last);
  const foot = Math.max(1, Math.round(FOOT * ratio));
  for (let i = 0; i < feet.length; i += 2) {
    ink.raster.rect(feet[i] ?? 0, band.bottom - foot, feet[i + 1] ?? 0, band.bottom, palette.accent);
  }
}

function isSelected({ scene, picture }: RowInk, { row, depth }: CallStyle, index: number): boolean {
  const { selected } = scene;
  if (selected === null || index < 0 || selected.row !== row || selected.depth !== depth) return false;
  return (picture.spans.beginNs[index] ?? 0) <= selected.atNs && selected.atNs <= (picture.spans.endNs[index] ?? 0);
}

function addLabel({ labels, scene, clip }: RowInk, name: string, x0: number, x1: number, band: LaneBand): void {
  const ratio = scene.pixelRatio;
  const box = { left: x0 / ratio, right: x1 / ratio, middle: (band.top + band.bottom) / 2 / ratio };
  labels.add('functionText', name, box, clip);
}
