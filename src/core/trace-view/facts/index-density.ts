import { DENSITY_BINS } from '@reader/analysis/pass';
import { binsOf } from '@reader/analysis/range-analysis';
import type { TraceReading } from '@reader/trace-reading';
import { type EventDensity, TRACE_DOMAINS } from '@shared/trace-view/trace-facts';

/** A usual event of LTTng with its contexts. The estimate is replaced by exact counts, so that only its order matters. */
const BITS_PER_EVENT = 40 * 8;

/**
 * Estimates the density of events from the packet table: the content of a packet is spread evenly over its time.
 * @returns one lane for each domain that has a leaf
 */
export function indexDensity({
  packets,
  leaves,
  span,
}: Pick<TraceReading, 'packets' | 'leaves' | 'span'>): EventDensity {
  const { widthNs } = binsOf({ fromNs: 0, toNs: span.lengthNs }, DENSITY_BINS);
  const domains = TRACE_DOMAINS.filter((domain) => leaves.some((leaf) => leaf.domain === domain));
  const lanes = domains.map((domain) => ({ domain, counts: new Float64Array(DENSITY_BINS) }));
  const laneOf = leaves.map(({ domain }) => lanes[domains.indexOf(domain)]?.counts);
  for (let packet = 0; packet < packets.count; packet++) {
    const counts = laneOf[packets.leaf[packet] ?? 0];
    if (!counts) continue;
    const [fromNs, toNs] = [packets.beginNs[packet] ?? 0, packets.endNs[packet] ?? 0];
    spread(counts, fromNs / widthNs, toNs / widthNs, (packets.contentBits[packet] ?? 0) / BITS_PER_EVENT);
  }
  return { binNs: widthNs, lanes, isExact: false };
}

/** Adds an amount to the bins between two places, by the part of the way that each bin has. */
function spread(counts: Float64Array, from: number, to: number, amount: number): void {
  const last = counts.length - 1;
  const [first, end] = [clamp(Math.floor(from), last), clamp(Math.floor(to), last)];
  const length = to - from;
  for (let bin = first; bin <= end; bin++) {
    const share = length > 0 ? (Math.min(to, bin + 1) - Math.max(from, bin)) / length : 1 / (end - first + 1);
    counts[bin] = (counts[bin] ?? 0) + amount * Math.max(0, share);
  }
}

const clamp = (bin: number, last: number): number => Math.min(last, Math.max(0, bin));
