import type { DurationStats } from '@reader/analysis/analysis';
import { bucketBegin } from '@reader/analysis/duration-buckets';
import type { Evidence } from '@shared/trace-view/insight';
import { percentileNs } from '../../../analysis/functions/duration-stats';

const BARS = 24;

/** Durations in bars of equal width on a logarithmic scale. @param markNs the duration to mark */
export function durationEvidence(stats: DurationStats, markNs: number): Evidence {
  const least = Math.max(1, stats.minNs);
  const most = Math.max(least + 1, stats.maxNs);
  const step = Math.log(most / least) / BARS;
  const counts = new Array<number>(BARS).fill(0);
  for (let at = 0; at + 1 < stats.buckets.length; at += 2) {
    const ns = Math.min(most, Math.max(least, bucketBegin(stats.buckets[at] ?? 0)));
    const bar = Math.min(BARS - 1, Math.floor(Math.log(ns / least) / step));
    counts[bar] = (counts[bar] ?? 0) + (stats.buckets[at + 1] ?? 0);
  }
  return {
    kind: 'histogram',
    fromNs: counts.map((_, bar) => least * Math.exp(bar * step)),
    toNs: most,
    counts,
    medianNs: percentileNs(stats, 0.5) ?? least,
    markNs,
  };
}
