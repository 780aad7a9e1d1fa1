import type { LossRow } from '@reader/analysis/analysis';
import type { TraceSummary } from '@shared/analysis/trace-summary';
import type { Loss } from '@shared/model/loss';

const MOST_SHOWN = 10;

/** All losses together, and the largest ones. @param leafPaths by index */
export function lossesOf(losses: readonly LossRow[], all: Loss, leafPaths: readonly string[]): TraceSummary['losses'] {
  const largest = [...losses]
    .sort((a, b) => b.events - a.events || b.packets - a.packets)
    .slice(0, MOST_SHOWN)
    .sort((a, b) => a.fromNs - b.fromNs);
  return {
    ...all,
    places: losses.length,
    largest: largest.map(({ leaf, cpu, fromNs, toNs, events, packets }) => ({
      leaf: leafPaths[leaf] ?? '',
      cpu: cpu < 0 ? null : cpu,
      fromNs,
      toNs,
      discardedEvents: events,
      lostPackets: packets,
    })),
  };
}
