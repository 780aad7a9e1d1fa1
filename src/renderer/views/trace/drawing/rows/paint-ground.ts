import type { LossMark } from '@shared/trace-view/trace-facts';
import type { TimeScale } from '../picture/lane-pieces';
import type { PlotRow } from '../plot/plot-scene';
import type { Pixel } from '../raster/pixel';
import type { RowInk } from './row-ink';

/** CSS pixels. */
const LEAST_LOSS = 2;

/** A line of ground with the rules of the major times. */
export function groundLine(ground: Pixel, rule: Pixel, majors: readonly number[], scale: TimeScale): Int32Array {
  const line = new Int32Array(scale.width).fill(ground);
  for (const atNs of majors) line[Math.round((atNs - scale.fromNs) * scale.perNs)] = rule;
  return line;
}

/** Device pixels of losses from left to right, without overlaps. */
export function lossBands(losses: readonly LossMark[], scale: TimeScale, pixelRatio: number): [number, number][] {
  const bands: [number, number][] = [];
  const sorted = losses.filter(({ fromNs, toNs }) => toNs >= scale.fromNs && fromNs <= scale.toNs);
  for (const { fromNs, toNs } of sorted.sort((a, b) => a.fromNs - b.fromNs)) {
    const left = Math.round((fromNs - scale.fromNs) * scale.perNs);
    const right = Math.max(left + Math.round(LEAST_LOSS * pixelRatio), Math.round((toNs - scale.fromNs) * scale.perNs));
    const last = bands.at(-1);
    if (last !== undefined && left <= last[1]) last[1] = Math.max(last[1], right);
    else bands.push([left, right]);
  }
  return bands;
}

/**
 * Losses that make a row incomplete: userspace ones its calls, kernel ones its states and system calls. A row of CPUs only has those of
 * its CPUs, and of streams of no CPU. Rows of containers have none, since they show what is known of their threads.
 */
export function lossesOf(row: PlotRow, losses: readonly LossMark[]): LossMark[] {
  if (row.kind === 'container') return [];
  if (row.kind !== 'cpus' && row.kind !== 'cpu') return [...losses];
  const numbers = new Set(row.cpus.map(({ number }) => number));
  return losses.filter(({ domain, cpu }) => domain === 'kernel' && (cpu === null || numbers.has(cpu)));
}

/** Draws losses behind what is known of a row. Device pixels. */
export function paintLosses(
  { raster, palette, scene }: RowInk,
  bands: readonly (readonly [number, number])[],
  top: number,
  bottom: number,
): void {
  const one = Math.max(1, Math.round(scene.pixelRatio));
  for (const [left, right] of bands) {
    raster.hatch(left, top, right, bottom, palette.hatches.loss);
    raster.rect(left, top, left + one, bottom, palette.loss);
    raster.rect(right - one, top, right, bottom, palette.loss);
  }
}
