import type { EventDensity } from './trace-facts';

/** About how many events a range has. */
export function eventsIn({ lanes, binNs }: EventDensity, { fromNs, toNs }: { fromNs: number; toNs: number }): number {
  let events = 0;
  for (const { counts } of lanes) {
    const last = Math.min(counts.length - 1, Math.floor(toNs / binNs));
    for (let bin = Math.max(0, Math.floor(fromNs / binNs)); bin <= last; bin++) {
      const part = (Math.min(toNs, (bin + 1) * binNs) - Math.max(fromNs, bin * binNs)) / binNs;
      events += (counts[bin] ?? 0) * Math.max(0, part);
    }
  }
  return events;
}
