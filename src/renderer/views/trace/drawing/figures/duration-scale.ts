import type { DurationHistogram } from '@shared/trace-view/call-detail';

/** 10^18 ns are 31 years. */
const MOST_DECADES = 18;
/** Bins begin at rounded times. */
const SLACK = 1.0001;

/**
 * Places durations on a logarithmic scale from the first bin's begin to the end of the last one: 0 to 1. Bins that begin with 0 begin with
 * 1 ns.
 */
export function durationScale({ fromNs, toNs }: Pick<DurationHistogram, 'fromNs' | 'toNs'>): (ns: number) => number {
  const least = Math.log(Math.max(1, fromNs[0] ?? 1));
  const range = Math.log(Math.max(1, toNs)) - least;
  return (ns) => (range > 0 ? Math.max(0, Math.min(1, (Math.log(Math.max(1, ns)) - least) / range)) : 0);
}

/** Powers of ten inside the scale. */
export function decadesOf({ fromNs, toNs }: Pick<DurationHistogram, 'fromNs' | 'toNs'>): number[] {
  const decades: number[] = [];
  for (let power = 0; power <= MOST_DECADES && 10 ** power <= toNs * SLACK; power += 1) {
    if (10 ** power * SLACK >= (fromNs[0] ?? 0)) decades.push(10 ** power);
  }
  return decades;
}
