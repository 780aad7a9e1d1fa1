import type { SyscallRow } from '@reader/analysis/analysis';
import { counted, countText } from '@shared/analysis/figure-text';
import { durationText } from '@shared/analysis/trace-time';
import { lifeOf } from '../../../analysis/names/process-names';
import { type InsightFacts, placeAt } from '../facts/insight-facts';
import { TRANSFER_CALLS } from '../facts/syscalls';
import { LIMITS } from '../limits';
import type { Rule, RuleFinding } from '../rule';
import { nameOf, sentence, strong, strongCode } from '../say';

const { lessThanBytes, perSecond, leastNs } = LIMITS.smallCalls;
const SECOND = 1e9;

/** The bytes that a call moved are its result. */
export const smallCalls: Rule = {
  group: 'program',
  title: 'Small calls',
  text: () =>
    `a process reads or writes less than ${lessThanBytes} bytes ≥ ${countText(perSecond)} times a second on average, for ≥ ${durationText(leastNs)}`,
  needs: ['syscalls'],
  reads: ['transfers'],
  find: (facts) => facts.analysis.syscalls.flatMap((row) => found(facts, row) ?? []),
};

function found(facts: InsightFacts, { process: index, name }: SyscallRow): RuleFinding | undefined {
  const process = facts.subjects.processOf(index);
  const row = facts.analysis.processes[index];
  if (!process || !row || !facts.speaksOf(process) || !TRANSFER_CALLS.has(name)) return undefined;
  const small = facts.transfers?.of(row, name);
  const own = process.threads.filter((thread) => thread.row.process === index && thread.row.events > 0);
  const { fromNs, toNs } = lifeOf(own.map((thread) => thread.row));
  const rate = ((small?.count ?? 0) * SECOND) / (toNs - fromNs);
  if (!small || toNs - fromNs < leastNs || rate < perSecond) return undefined;
  return {
    subject: `${process.key} ${name}`,
    sentence: sentence(
      nameOf(process.label),
      ' called ',
      strongCode(name),
      ' ',
      strong(counted(small.count, 'time')),
      ' for ',
      strong(counted(small.bytes / small.count, 'byte')),
      ' each on average.',
    ),
    proof: sentence(
      `${countText(Number(rate.toPrecision(3)))} calls a second that moved less than ${lessThanBytes} bytes, in ${durationText(toNs - fromNs)}.`,
    ),
    factor: rate / perSecond,
    evidence: null,
    place: placeAt(fromNs, toNs, [facts.rows.rowOfProcess(index)]),
  };
}
