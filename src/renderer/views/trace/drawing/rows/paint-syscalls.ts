import { SPAN_ENDS } from '@shared/trace-view/picture';
import type { LaneBand, RowInk } from './row-ink';

/** CSS pixels. A narrower system call is one line. */
const LEAST_BOX = 3;
const LEAST_LABEL = 32;

/** Draws the system calls of a thread: a quiet ground that begins with a line. */
export function paintSyscalls(ink: RowInk, lane: number, band: LaneBand, hasText: boolean): void {
  const { pieces, palette, picture, scale, scene, line, secondLine } = ink;
  pieces.read(picture, lane, scale);
  const { count, left, right, value, span } = pieces;
  if (count === 0) return;
  const ratio = scene.pixelRatio;
  const one = Math.max(1, Math.round(ratio));
  for (let i = 0; i < count; i += 1) {
    const x0 = left[i] ?? 0;
    const x1 = right[i] ?? 0;
    if (x1 - x0 < LEAST_BOX * ratio) {
      secondLine.fill(palette.lineStrong, x0, Math.min(x1, x0 + one));
      continue;
    }
    const index = span[i] ?? -1;
    line.fill(palette.call, x0, x1 - one);
    const isBeginInSight = index < 0 || ((picture.spans.ends[index] ?? 0) & SPAN_ENDS.beginUnknown) === 0;
    if (isBeginInSight && (index < 0 || (picture.spans.beginNs[index] ?? 0) >= scale.fromNs)) {
      line.fill(palette.lineStrong, x0, x0 + one);
    }
    if (!hasText || index < 0 || (x1 - x0) / ratio < LEAST_LABEL) continue;
    const box = { left: x0 / ratio, right: x1 / ratio, middle: (band.top + band.bottom) / 2 / ratio };
    ink.labels.add('quiet', picture.syscalls[value[i] ?? 0] ?? '', box, ink.clip);
  }
  const first = left[0] ?? 0;
  const last = right[count - 1] ?? 0;
  ink.raster.repeatLine(line, first, last, band.top, band.bottom);
  // Short ones are a little less high, so that many of them next to each other stay quiet.
  const inset = band.bottom - band.top > 8 * ratio ? one : 0;
  ink.raster.repeatLine(secondLine, first, last, band.top + inset, band.bottom - inset);
  line.fill(0, first, last);
  secondLine.fill(0, first, last);
}

/** Draws what runs on a CPU. */
export function paintCpu(ink: RowInk, lane: number | null, band: LaneBand): void {
  const { pieces, palette, raster, line } = ink;
  raster.rect(0, band.top, raster.width, band.bottom, palette.blocked);
  if (lane === null) return;
  pieces.read(ink.picture, lane, ink.scale);
  const { count, left, right } = pieces;
  for (let i = 0; i < count; i += 1) line.fill(palette.cpuBusy, left[i], right[i]);
  raster.repeatLine(line, 0, raster.width, band.top, band.bottom);
  line.fill(0);
}
