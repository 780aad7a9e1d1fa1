import { DURATION_STEPS } from './analysis';

/**
 * Buckets of durations: one for each nanosecond below 32, then 32 of equal width in each octave. A bucket's width is at most 1/32
 * of its lower bound, so a percentile is exact to 3.2 %.
 */
const STEP_BITS = 5;
/** Durations of 2^53 ns and more are in the last bucket. */
const LARGEST = 2 ** 53 - 1;
/** Octaves of 32 buckets; octave 0 has the durations 0 to 31. */
export const OCTAVES = 53 - STEP_BITS + 1;

/** @param durationNs a whole number of at least 0 */
export function bucketOf(durationNs: number): number {
  if (durationNs < DURATION_STEPS) return durationNs;
  if (durationNs < 2 ** 31) {
    const shift = 31 - STEP_BITS - Math.clz32(durationNs);
    return (shift << STEP_BITS) + (durationNs >>> shift);
  }
  const bounded = Math.min(durationNs, LARGEST);
  const high = Math.floor(bounded / 2 ** 26);
  const shift = 31 - STEP_BITS - Math.clz32(high);
  return ((shift + 26) << STEP_BITS) + (high >>> shift);
}

/** @returns the smallest duration of the bucket, in nanoseconds */
export function bucketBegin(bucket: number): number {
  if (bucket < 2 * DURATION_STEPS) return bucket;
  const shift = (bucket >>> STEP_BITS) - 1;
  return (DURATION_STEPS + (bucket & (DURATION_STEPS - 1))) * 2 ** shift;
}
