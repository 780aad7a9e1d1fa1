import { useMemo } from 'react';
import { offsetOf } from '../../../models/trace-view/alignment';
import { useComparison } from '../../../stores/trace-view/comparison';
import { useTrace } from '../../../stores/trace-view/use-trace';
import type { OverviewScene } from '../drawing/overview/overview-scene';

/** The other trace on the time axis of the opened one, while the tab Compare is shown. */
export function useCompared(): OverviewScene['compared'] {
  const { facts, place } = useTrace();
  const { other, alignment } = useComparison();
  return useMemo(() => {
    if (place.tab !== 'compare' || !other) return null;
    const { facts: otherFacts, density } = other;
    return { density, beginNs: offsetOf(alignment, facts, otherFacts), lengthNs: otherFacts.lengthNs };
  }, [place.tab, facts, other, alignment]);
}
