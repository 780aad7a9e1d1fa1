import type { Analysis } from '@reader/analysis/analysis';
import { binsOf } from '@reader/analysis/range-analysis';
import type { TraceReading } from '@reader/trace-reading';
import { type EventDensity, TRACE_DOMAINS } from '@shared/trace-view/trace-facts';

/** Events by time, counted by the pass over the whole trace. One lane for each domain that has a leaf. */
export function exactDensity(
  { leaves, span }: Pick<TraceReading, 'leaves' | 'span'>,
  { bins, density }: Analysis,
): EventDensity {
  const domains = TRACE_DOMAINS.filter((domain) => leaves.some((leaf) => leaf.domain === domain));
  const lanes = domains.map((domain) => {
    const counts = new Float64Array(bins);
    for (const [leaf, { domain: own }] of leaves.entries()) {
      if (own !== domain) continue;
      for (let bin = 0; bin < bins; bin++) counts[bin] = (counts[bin] ?? 0) + (density[leaf * bins + bin] ?? 0);
    }
    return { domain, counts };
  });
  return { binNs: binsOf({ fromNs: 0, toNs: span.lengthNs }, bins).widthNs, lanes, isExact: true };
}
