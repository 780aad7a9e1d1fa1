import type { MemoryRow } from '@reader/analysis/analysis';
import { counted, countText } from '@shared/analysis/figure-text';
import { durationText } from '@shared/analysis/trace-time';
import { type InsightFacts, placeAt } from '../facts/insight-facts';
import { LIMITS } from '../limits';
import type { Rule, RuleFinding } from '../rule';
import { nameOf, sentence, strong } from '../say';

const { perSecond, leastNs } = LIMITS.manyAllocations;

/** A process that allocates so often on average did so for at least a second. */
export const manyAllocations: Rule = {
  group: 'program',
  title: 'Many allocations',
  text: () =>
    `a process allocates memory ≥ ${countText(perSecond)} times a second on average, for ≥ ${durationText(leastNs)}`,
  needs: ['allocations'],
  find: (facts) => facts.analysis.memory.flatMap((row) => found(facts, row) ?? []),
};

function found(facts: InsightFacts, { process: index, allocations, releases }: MemoryRow): RuleFinding | undefined {
  const process = facts.subjects.processOf(index);
  const rows = (process?.threads ?? []).filter(({ row }) => row.process === index && row.events > 0);
  const fromNs = rows.reduce((least, { row }) => Math.min(least, row.firstNs), Infinity);
  const toNs = rows.reduce((most, { row }) => Math.max(most, row.lastNs), 0);
  const rate = (allocations * 1e9) / (toNs - fromNs);
  if (!process || !(toNs - fromNs >= leastNs) || rate < perSecond) return undefined;
  return {
    subject: process.key,
    sentence: sentence(
      nameOf(process.label),
      ' allocated memory ',
      strong(counted(allocations, 'time')),
      ', ',
      strong(countText(Number(rate.toPrecision(3)))),
      ' times a second.',
    ),
    proof: sentence(`In ${durationText(toNs - fromNs)}, with ${counted(releases, 'release')}.`),
    factor: rate / perSecond,
    evidence: null,
    place: placeAt(fromNs, toNs, [facts.rows.rowOfProcess(index)]),
  };
}
