import { PICTURE_STATES, type PictureState } from '@shared/trace-view/picture';
import type { LaneBand, RowInk } from './row-ink';

/** The three meanings that states are drawn as; null for nothing. */
export const STATE_MEANINGS = {
  running: 'running',
  'waiting-to-run': 'waiting',
  'blocked-on-disk': 'blocked',
  'blocked-on-lock': 'blocked',
  'blocked-on-network': 'blocked',
  sleeping: 'blocked',
  'waiting-for-events': 'blocked',
  'waiting-for-child': 'blocked',
  'blocked-otherwise': 'blocked',
  unknown: null,
} as const satisfies Record<PictureState, 'running' | 'waiting' | 'blocked' | null>;
const MEANINGS = PICTURE_STATES.map((state) => STATE_MEANINGS[state]);

/** CSS pixels. Narrower spans have no pattern, but their colour. */
const LEAST_PATTERN = 3;
/** From this height on, the line of blocked time is two pixels high. */
const TWO_PIXEL_LINE = 8;

/**
 * Draws the states of a thread: running solid, waiting to run as a hatch, blocked as a flat line. Sets `notRunning` for the calls of the
 * row, which are drawn after it.
 */
export function paintStates(ink: RowInk, lane: number, band: LaneBand | null): void {
  ink.notRunning.fill(0);
  ink.pieces.read(ink.picture, lane, ink.scale);
  const { count, left, right, value } = ink.pieces;
  for (let i = 0; i < count; i += 1) {
    const meaning = MEANINGS[value[i] ?? -1] ?? null;
    if (meaning !== null && meaning !== 'running') ink.notRunning.fill(1, left[i], right[i]);
  }
  if (band !== null) paintBand(ink, band);
}

function paintBand({ pieces, palette, raster, scene, line, secondLine }: RowInk, { top, bottom }: LaneBand): void {
  const { count, left, right, value } = pieces;
  if (count === 0) return;
  const leastPattern = LEAST_PATTERN * scene.pixelRatio;
  const hatched: number[] = [];
  for (let i = 0; i < count; i += 1) {
    const meaning = MEANINGS[value[i] ?? -1] ?? null;
    if (meaning === null) continue;
    const x0 = left[i] ?? 0;
    const x1 = right[i] ?? 0;
    const isWide = x1 - x0 >= leastPattern;
    if (meaning === 'waiting' && isWide) hatched.push(x0, x1);
    else line.fill(palette[meaning], x0, x1);
    if (meaning === 'blocked') secondLine.fill(palette.blockedLine, x0, x1);
  }
  const first = left[0] ?? 0;
  const last = right[count - 1] ?? 0;
  raster.repeatLine(line, first, last, top, bottom);
  const height = bottom - top;
  const thick = Math.max(1, Math.round((height >= TWO_PIXEL_LINE * scene.pixelRatio ? 2 : 1) * scene.pixelRatio));
  const middle = top + Math.floor((height - thick) / 2);
  raster.repeatLine(secondLine, first, last, middle, middle + thick);
  for (let i = 0; i < hatched.length; i += 2) {
    raster.hatch(hatched[i] ?? 0, top, hatched[i + 1] ?? 0, bottom, palette.hatches.waiting);
  }
  line.fill(0, first, last);
  secondLine.fill(0, first, last);
}
