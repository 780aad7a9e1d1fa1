import type { DurationStats } from '@reader/analysis/analysis';
import { bucketBegin } from '@reader/analysis/duration-buckets';
import type { DurationHistogram } from '@shared/trace-view/call-detail';
import { percentileNs } from '../../analysis/functions/duration-stats';

/** Buckets that are shown as one: four bars to an octave, as many as a picture of 168 px has room for. */
const BUCKETS_PER_BAR = 8;

/** The durations of complete calls in bars of growing width, without gaps. @returns null without a complete call */
export function durationHistogram(stats: DurationStats): DurationHistogram | null {
  const { buckets, count } = stats;
  if (count === 0 || buckets.length === 0) return null;
  const barOf = (at: number): number => Math.floor((buckets[at] ?? 0) / BUCKETS_PER_BAR);
  const first = barOf(0);
  const counts = new Array<number>(barOf(buckets.length - 2) - first + 1).fill(0);
  for (let at = 0; at + 1 < buckets.length; at += 2) {
    const bar = barOf(at) - first;
    counts[bar] = (counts[bar] ?? 0) + (buckets[at + 1] ?? 0);
  }
  const beginOf = (bar: number): number => bucketBegin((first + bar) * BUCKETS_PER_BAR);
  return {
    fromNs: counts.map((_, bar) => beginOf(bar)),
    toNs: beginOf(counts.length),
    counts,
    p50Ns: percentileNs(stats, 0.5) ?? 0,
    p90Ns: percentileNs(stats, 0.9) ?? 0,
    p99Ns: percentileNs(stats, 0.99) ?? 0,
  };
}
