import type { Picture, PictureCurve } from '@shared/trace-view/picture';
import type { TimeRange } from '../plot/plot-scene';
import { blend } from '../raster/pixel';
import type { LaneBand, RowInk } from './row-ink';

/** CSS pixels. */
const CURVE_WIDTH = 1.25;

export function curveOf(picture: Picture, row: number, kind: PictureCurve['kind']): PictureCurve | null {
  return picture.curves.find((curve) => curve.row === row && curve.kind === kind) ?? null;
}

/** The least and the greatest known value in a range; null if none is known. */
export function curveLimits(
  picture: Picture,
  curve: PictureCurve,
  range: TimeRange,
): { least: number; most: number } | null {
  const perNs = curve.values.length / (picture.toNs - picture.fromNs);
  const first = Math.max(0, Math.floor((range.fromNs - picture.fromNs) * perNs));
  const end = Math.min(curve.values.length, Math.ceil((range.toNs - picture.fromNs) * perNs));
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (let i = first; i < end; i += 1) {
    const value = curve.values[i] ?? Number.NaN;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return least <= most ? { least, most } : null;
}

/** The value at a pixel's middle; NaN where it is not known. */
function valueAt({ picture, scale }: RowInk, curve: PictureCurve, x: number): number {
  const atNs = scale.fromNs + (x + 0.5) / scale.perNs;
  const column = Math.floor(((atNs - picture.fromNs) / (picture.toNs - picture.fromNs)) * curve.values.length);
  return curve.values[column] ?? Number.NaN;
}

/** Draws running threads as an area. `full`: the value that fills the band. */
export function paintArea(ink: RowInk, curve: PictureCurve, band: LaneBand, full: number): void {
  const { raster, palette } = ink;
  const height = band.bottom - band.top;
  for (let x = 0; x < raster.width; x += 1) {
    const value = valueAt(ink, curve, x);
    if (!(value > 0)) continue;
    const filled = Math.max(1, Math.round(Math.min(1, value / Math.max(1, full)) * height));
    raster.rect(x, band.bottom - filled, x + 1, band.bottom, palette.runningArea);
  }
}

/** Draws a counter as a line above a ground. The band's height is from the least to the greatest value in sight. */
export function paintCurve(ink: RowInk, curve: PictureCurve, band: LaneBand, foot: number): void {
  const limits = curveLimits(ink.picture, curve, ink.scene.view);
  if (limits === null) return;
  const { raster, palette } = ink;
  const range = limits.most - limits.least;
  const half = (CURVE_WIDTH * ink.scene.pixelRatio) / 2;
  const yOf = (value: number): number => {
    const part = range > 0 ? (value - limits.least) / range : 0.5;
    return band.bottom - part * (band.bottom - band.top);
  };
  let before = Number.NaN;
  for (let x = 0; x < raster.width; x += 1) {
    const value = valueAt(ink, curve, x);
    if (Number.isNaN(value)) {
      before = Number.NaN;
      continue;
    }
    const y = yOf(value);
    const from = Number.isNaN(before) ? y : before;
    raster.rect(x, Math.floor(y), x + 1, foot, palette.curveBack);
    paintStroke(ink, x, Math.min(y, from) - half, Math.max(y, from) + half);
    before = y;
  }
}

/** Draws a piece of the line that is one pixel wide, with smooth ends. */
function paintStroke({ raster, palette }: RowInk, x: number, top: number, bottom: number): void {
  const end = Math.min(raster.clipBottom, Math.ceil(bottom));
  for (let y = Math.max(raster.clipTop, Math.floor(top)); y < end; y += 1) {
    const share = Math.min(1, Math.min(bottom, y + 1) - Math.max(top, y));
    const at = y * raster.width + x;
    raster.pixels[at] = blend(palette.curve, raster.pixels[at] ?? 0, share);
  }
}
