import type { Evidence } from '@shared/trace-view/insight';
import type { LossMark, TraceFacts } from '@shared/trace-view/trace-facts';

/** Bins on each side of a loss. */
const AROUND = 30;

/** The density of events around a loss, in the recording that lost them. */
export function lossEvidence(
  { domain, fromNs, toNs }: LossMark,
  { density: { binNs, lanes } }: Pick<TraceFacts, 'density'>,
): Extract<Evidence, { kind: 'density' }> {
  const counts = lanes.find((lane) => lane.domain === domain)?.counts ?? new Float64Array();
  const first = Math.max(0, Math.floor(fromNs / binNs) - AROUND);
  const last = Math.min(counts.length, Math.ceil(toNs / binNs) + AROUND);
  return {
    kind: 'density',
    fromNs: first * binNs,
    toNs: Math.max(first + 1, last) * binNs,
    counts: [...counts.subarray(first, last)],
    lossFromNs: fromNs,
    lossToNs: toNs,
  };
}
