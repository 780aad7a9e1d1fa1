import { durationHistogram } from '@core/trace-view/functions/duration-histogram';
import { resampled } from '@core/trace-view/picture/resample';
import { bucketOf } from '@reader/analysis/duration-buckets';
import { describe, expect, it } from 'vitest';
import { stats } from '../analysis/sample-analysis';

describe('a histogram of durations', () => {
  it('has bars without gaps that contain every duration', () => {
    const durations = [5, 100, 100, 3_000, 1_000_000];
    const pairs = durations.flatMap((ns) => [bucketOf(ns), 1]);
    const buckets = Uint32Array.of(pairs[0] ?? 0, 1, pairs[2] ?? 0, 2, pairs[6] ?? 0, 1, pairs[8] ?? 0, 1);
    const bars = durationHistogram(stats({ count: 5, minNs: 5, maxNs: 1_000_000, buckets }));
    if (!bars) throw new Error('there are durations');
    expect(bars.counts.reduce((sum, count) => sum + count, 0)).toBe(5);
    for (const [bar, count] of bars.counts.entries()) {
      const [fromNs = 0, toNs = bars.toNs] = [bars.fromNs[bar], bars.fromNs[bar + 1]];
      expect(toNs).toBeGreaterThan(fromNs);
      expect(durations.filter((ns) => ns >= fromNs && ns < toNs)).toHaveLength(count);
    }
  });

  it('is null without a complete call', () => {
    expect(durationHistogram(stats({ count: 0, buckets: new Uint32Array() }))).toBeNull();
  });
});

describe('a curve in columns', () => {
  const binned = { fromNs: 0, widthNs: 10, values: [1, 3, 5, 7] };

  it('has the mean or the most of the bins of a wide column', () => {
    expect([...resampled(binned, { fromNs: 0, toNs: 40 }, 2, 'mean')]).toEqual([2, 6]);
    expect([...resampled(binned, { fromNs: 0, toNs: 40 }, 2, 'most')]).toEqual([3, 7]);
  });

  it('repeats the bin of narrow columns, and is not known outside of the bins', () => {
    expect([...resampled(binned, { fromNs: 10, toNs: 20 }, 2, 'mean')]).toEqual([3, 3]);
    expect([...resampled(binned, { fromNs: 40, toNs: 60 }, 2, 'mean')]).toEqual([Number.NaN, Number.NaN]);
  });
});
