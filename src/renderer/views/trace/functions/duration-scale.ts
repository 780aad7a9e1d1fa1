import type { DurationHistogram } from '@shared/trace-view/call-detail';
import type { ViewedFunction } from '@shared/trace-view/function-page';

/** A logarithmic scale of durations, from 0 to 1. */
export interface DurationScale {
  fromNs: number;
  toNs: number;
  of(ns: number): number;
}

/** One scale for all functions, so that their histograms can be compared. Null without any histogram. */
export function scaleOf(histograms: readonly (DurationHistogram | null)[]): DurationScale | null {
  let fromNs = Number.POSITIVE_INFINITY;
  let toNs = 0;
  for (const histogram of histograms) {
    if (!histogram) continue;
    fromNs = Math.min(fromNs, Math.max(1, histogram.fromNs[0] ?? 1));
    toNs = Math.max(toNs, histogram.toNs);
  }
  if (toNs <= 0) return null;
  const low = Math.log(fromNs);
  const width = Math.max(Math.log(Math.max(toNs, fromNs + 1)) - low, 1e-9);
  return { fromNs, toNs, of: (ns) => Math.min(1, Math.max(0, (Math.log(Math.max(1, ns)) - low) / width)) };
}

/** A power of ten in the scale, for the axis below a histogram. */
export function decadesOf({ fromNs, toNs }: DurationScale): number[] {
  const first = Math.ceil(Math.log10(fromNs) - 1e-9);
  const last = Math.floor(Math.log10(toNs) + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => 10 ** (first + at));
}

/** Durations of a bin: from, up to. */
export const binOf = ({ fromNs, toNs }: DurationHistogram, at: number): { fromNs: number; toNs: number } => ({
  fromNs: fromNs[at] ?? 0,
  toNs: fromNs[at + 1] ?? toNs,
});

/** An SVG path of the bars in a box, from its lower edge. */
export function barsPath(histogram: DurationHistogram, scale: DurationScale, width: number, height: number): string {
  const most = Math.max(...histogram.counts, 1);
  return histogram.counts
    .map((count, at) => {
      if (count === 0) return '';
      const { fromNs, toNs } = binOf(histogram, at);
      const x = scale.of(fromNs) * width;
      const wide = Math.max(1, scale.of(toNs) * width - x - 0.5);
      const high = Math.max(1, (count / most) * height);
      return `M${x.toFixed(1)} ${height}v${-high.toFixed(1)}h${wide.toFixed(1)}V${height}z`;
    })
    .join('');
}

/** The function with the histogram, for tables. */
export const histogramsOf = (functions: readonly ViewedFunction[]): (DurationHistogram | null)[] =>
  functions.map(({ durations }) => durations);
