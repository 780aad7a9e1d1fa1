import type { SyscallRow } from '@reader/analysis/analysis';
import { counted, countText, percentText } from '@shared/analysis/figure-text';
import { type InsightFacts, placeAt } from '../facts/insight-facts';
import { PATH_CALLS } from '../facts/syscalls';
import { LIMITS } from '../limits';
import type { Rule, RuleFinding } from '../rule';
import { nameOf, sentence, strong, strongCode } from '../say';

const { share: LEAST_SHARE, leastCalls } = LIMITS.failingCalls;

export const failingCalls: Rule = {
  group: 'program',
  title: 'Failing calls',
  text: () => `≥ ${percentText(LEAST_SHARE)} of ≥ ${countText(leastCalls)} calls of one system call on paths fail`,
  needs: ['syscalls'],
  find: (facts) => facts.analysis.syscalls.flatMap((row) => found(facts, row) ?? []),
};

function found(facts: InsightFacts, { process: index, name, calls, failed, cut }: SyscallRow): RuleFinding | undefined {
  const process = facts.subjects.processOf(index);
  // A call without a known end may have failed or not.
  const all = calls.count + cut;
  if (!process || !facts.speaksOf(process) || !PATH_CALLS.has(name) || all < leastCalls || failed < LEAST_SHARE * all)
    return undefined;
  const lives = process.threads.filter(({ row }) => row.process === index && row.events > 0);
  return {
    subject: `${process.key} ${name}`,
    sentence: sentence(
      strongCode(name),
      ' of ',
      nameOf(process.label),
      ' failed ',
      strong(countText(failed)),
      ' of ',
      strong(counted(all, 'time')),
      '.',
    ),
    proof: sentence(`${percentText(failed / all)} of the calls returned an error.`),
    factor: failed / all / LEAST_SHARE,
    evidence: {
      kind: 'bars',
      unit: 'count',
      bars: [
        { label: 'failed', value: failed },
        { label: 'succeeded', value: all - failed },
      ],
    },
    place: placeAt(
      lives.reduce((least, { row }) => Math.min(least, row.firstNs), lives[0]?.row.firstNs ?? 0),
      lives.reduce((most, { row }) => Math.max(most, row.lastNs), 0),
      [facts.rows.rowOfProcess(index)],
    ),
  };
}
