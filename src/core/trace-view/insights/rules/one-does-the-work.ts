import { percentText, timesText } from '@shared/analysis/figure-text';
import { durationText } from '@shared/analysis/trace-time';
import { groupBy } from '@shared/model/group-by';
import { processNameOf } from '../../../analysis/names/process-names';
import { barsEvidence } from '../evidence/bars';
import { type InsightFacts, placeAt } from '../facts/insight-facts';
import { inState, type ThreadSubject } from '../facts/subjects';
import { LIMITS } from '../limits';
import type { Rule, RuleFinding } from '../rule';
import { nameOf, sentence, strong } from '../say';

const { leastThreads, timesMedian, runningShare } = LIMITS.oneDoesTheWork;

/**
 * Threads of one kind have the same name without digits. A thread that has the name of its process got it from there, so nothing
 * says that it is of a kind with the others.
 */
export const oneDoesTheWork: Rule = {
  group: 'program',
  title: 'One does the work',
  text: () =>
    `of ≥ ${leastThreads} threads of one kind, one runs ≥ ${timesMedian} × their median, and for ≥ ${percentText(runningShare)} of the trace`,
  needs: ['scheduling'],
  find: (facts) => {
    const named = facts.programThreads.filter(
      ({ row, name, process }) => row.statesNs !== null && row.name !== '' && !isNameOf(process, name),
    );
    const kinds = groupBy(named, ({ process, name }) => `${process.key} ${kindOf(name)}`);
    return [...kinds].flatMap(([key, threads]) => found(facts, key, threads) ?? []);
  },
};

/** A process can have the name of its first thread, and says so. */
const isNameOf = (process: { name: string }, thread: string): boolean =>
  process.name === thread || process.name === processNameOf({ main: '', executable: null, first: thread });

const kindOf = (name: string): string => name.replaceAll(/\d+/g, '*');

const runningNs = ({ row }: ThreadSubject): number => inState(row, 'running');

function found(facts: InsightFacts, key: string, threads: readonly ThreadSubject[]): RuleFinding | undefined {
  const sorted = [...threads].sort((one, other) => runningNs(other) - runningNs(one));
  const [busiest] = sorted;
  if (!busiest || sorted.length < leastThreads) return undefined;
  const mostNs = runningNs(busiest);
  const medianNs = medianOf(sorted.map(runningNs));
  if (mostNs < runningShare * facts.lengthNs || mostNs < timesMedian * medianNs) return undefined;
  const allNs = sorted.reduce((sum, thread) => sum + runningNs(thread), 0);
  return {
    subject: key,
    sentence: sentence(
      nameOf(busiest.label),
      ' did ',
      strong(percentText(mostNs / allNs)),
      ` of the work of ${sorted.length} threads `,
      nameOf(kindOf(busiest.name)),
      '.',
    ),
    proof: sentence(
      `It ran ${durationText(mostNs)} of ${durationText(facts.lengthNs)}. The median of the threads was ${durationText(medianNs)}${medianNs > 0 ? `, so it ran ${timesText(mostNs / medianNs)} that` : ''}.`,
    ),
    // Against a median of 0 nothing but the running time can be compared.
    factor: medianNs > 0 ? mostNs / medianNs / timesMedian : mostNs / facts.lengthNs / runningShare,
    evidence: barsEvidence(
      'ns',
      sorted.map((thread) => ({ label: thread.label, value: runningNs(thread) })),
    ),
    place: placeAt(
      busiest.row.firstNs,
      busiest.row.lastNs,
      sorted.slice(0, 20).map(({ index }) => facts.rows.rowOfThread(index)),
    ),
  };
}

/** @param sorted descending */
function medianOf(sorted: readonly number[]): number {
  const middle = sorted.length >>> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}
