import type { Finding, InsightGroup, InsightSource } from '@shared/trace-view/insight';
import type { InsightFacts } from './facts/insight-facts';
import type { Need } from './facts/needs';

/** What a rule found about one subject. */
export interface RuleFinding
  extends Pick<Finding, 'sentence' | 'proof' | 'factor' | 'evidence' | 'place'>,
    Partial<Pick<Finding, 'recordAgain'>> {
  /** Whom it is about. A rule says at most one sentence about each subject. */
  subject: string;
}

/**
 * One rule. It is silent where the recorded events do not prove its sentence. Sentences: subject, verb, figure; past tense; at most
 * three digits; no advice that the data does not carry.
 */
export interface Rule {
  group: InsightGroup;
  /** `Hot function` */
  title: string;
  /** See Finding.ruleText. */
  text(): string;
  /** What must have been recorded. */
  needs: readonly Need[];
  /** Sources that it looks at, where they were recorded. It is checked once they are read. Default: none. */
  reads?: readonly InsightSource[];
  /** Why the rule cannot be checked although everything it needs was recorded: a clause; null if it can. */
  obstacle?(facts: InsightFacts): string | null;
  find(facts: InsightFacts): readonly RuleFinding[];
}
