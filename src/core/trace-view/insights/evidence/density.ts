import type { Evidence } from '@shared/trace-view/insight';
import type { InsightFacts } from '../facts/insight-facts';

/** Bins at each side of the loss. */
const AROUND = 20;
const MOST_BARS = 84;

/** Events of the recording around a loss. */
export function densityEvidence(
  { analysis: { density, bins }, lengthNs }: InsightFacts,
  leaf: number,
  lossFromNs: number,
  lossToNs: number,
): Evidence {
  const widthNs = Math.max(1, Math.ceil(lengthNs / bins));
  const from = Math.max(0, Math.floor(lossFromNs / widthNs) - AROUND);
  const to = Math.min(bins, Math.ceil(lossToNs / widthNs) + AROUND);
  const own = density.subarray(leaf * bins + from, leaf * bins + to);
  const bars = Math.min(MOST_BARS, own.length);
  const counts = Array.from({ length: bars }, (_, bar) => {
    const begin = Math.floor((own.length * bar) / bars);
    const end = Math.floor((own.length * (bar + 1)) / bars);
    return own.subarray(begin, end).reduce((sum, count) => sum + count, 0);
  });
  return { kind: 'density', fromNs: from * widthNs, toNs: to * widthNs, counts, lossFromNs, lossToNs };
}
