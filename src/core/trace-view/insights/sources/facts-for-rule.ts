import { INSIGHT_SOURCES, type InsightSource } from '@shared/trace-view/insight';
import type { InsightFacts } from '../facts/insight-facts';

/**
 * The facts with the sources that a rule names. A rule that looked at another one would be checked before that was read, and be silent
 * for a wrong reason, so that is an error.
 */
export function factsFor(facts: InsightFacts, reads: readonly InsightSource[]): InsightFacts {
  const own = { ...facts };
  for (const source of INSIGHT_SOURCES)
    if (!reads.includes(source))
      Object.defineProperty(own, source, {
        get: () => {
          throw new Error(`the rule does not name the source ${source}`);
        },
      });
  return own;
}
