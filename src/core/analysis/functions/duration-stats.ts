import type { DurationStats } from '@reader/analysis/analysis';
import { bucketBegin } from '@reader/analysis/duration-buckets';

export const NO_DURATIONS: DurationStats = {
  count: 0,
  totalNs: 0,
  minNs: 0,
  maxNs: 0,
  maxAtNs: 0,
  maxThread: -1,
  buckets: new Uint32Array(),
};

/**
 * The duration that the given share of calls does not exceed, by nearest rank. It is the lower bound of a bucket, so it is at
 * most 3.2 % too small.
 * @param share from 0 to 1
 * @returns nanoseconds; null without a complete call
 */
export function percentileNs({ count, minNs, maxNs, buckets }: DurationStats, share: number): number | null {
  if (count === 0) return null;
  const rank = Math.max(1, Math.ceil(share * count));
  let seen = 0;
  for (let at = 0; at + 1 < buckets.length; at += 2) {
    seen += buckets[at + 1] ?? 0;
    if (seen >= rank) return Math.min(maxNs, Math.max(minNs, bucketBegin(buckets[at] ?? 0)));
  }
  return maxNs;
}

/** The statistics of both together. */
export function mergedStats(a: DurationStats, b: DurationStats): DurationStats {
  if (a.count === 0) return b;
  if (b.count === 0) return a;
  const longest = b.maxNs > a.maxNs ? b : a;
  return {
    count: a.count + b.count,
    totalNs: a.totalNs + b.totalNs,
    minNs: Math.min(a.minNs, b.minNs),
    maxNs: longest.maxNs,
    maxAtNs: longest.maxAtNs,
    maxThread: longest.maxThread,
    buckets: mergedBuckets(a.buckets, b.buckets),
  };
}

/** Both are ascending by bucket, and so is the result. */
function mergedBuckets(a: Uint32Array, b: Uint32Array): Uint32Array {
  const merged: number[] = [];
  let [inA, inB] = [0, 0];
  while (inA < a.length || inB < b.length) {
    const bucketA = a[inA] ?? Number.POSITIVE_INFINITY;
    const bucketB = b[inB] ?? Number.POSITIVE_INFINITY;
    let number = 0;
    if (bucketA <= bucketB) {
      number += a[inA + 1] ?? 0;
      inA += 2;
    }
    if (bucketB <= bucketA) {
      number += b[inB + 1] ?? 0;
      inB += 2;
    }
    merged.push(Math.min(bucketA, bucketB), number);
  }
  return Uint32Array.from(merged);
}
