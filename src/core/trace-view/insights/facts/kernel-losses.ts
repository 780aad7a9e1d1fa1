import type { InsightFacts } from './insight-facts';

/** Why rules about what happened at the same time cannot be checked; null if they can. */
export function schedulingObstacle({ analysis, reading, scheduling }: InsightFacts): string | null {
  if (scheduling?.isComplete === false) return 'there are too many scheduling events';
  const isLossy = analysis.losses.some(({ leaf }) => reading.leaves[leaf]?.domain === 'kernel');
  return isLossy ? 'events of the kernel were lost' : null;
}
