import { DURATION_STEPS } from '@reader/analysis/analysis';
import { bucketBegin, bucketOf, OCTAVES } from '@reader/analysis/duration-buckets';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const BUCKETS = OCTAVES * DURATION_STEPS;

describe('buckets of durations', () => {
  it('are exact below 64 ns', () => {
    for (let ns = 0; ns < 64; ns++) expect(bucketBegin(bucketOf(ns))).toBe(ns);
  });

  it('begin at most 1/32 before the duration', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (ns) => {
        const bucket = bucketOf(ns);
        const begin = bucketBegin(bucket);
        expect(bucket).toBeLessThan(BUCKETS);
        expect(begin).toBeLessThanOrEqual(ns);
        expect(ns - begin).toBeLessThanOrEqual(begin / 32);
        expect(bucketBegin(bucket + 1)).toBeGreaterThan(ns);
      }),
    );
  });

  it('are in order around every power of two', () => {
    for (let bits = 1; bits < 53; bits++) {
      const ns = 2 ** bits;
      expect(bucketBegin(bucketOf(ns))).toBe(ns);
      expect(bucketOf(ns)).toBe(bucketOf(ns - 1) + 1);
    }
    expect(bucketOf(2 ** 60)).toBe(BUCKETS - 1);
  });
});
