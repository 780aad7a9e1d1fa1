import { counted } from '@shared/analysis/figure-text';
import { durationText } from '@shared/analysis/trace-time';
import { groupBy } from '@shared/model/group-by';
import { barsEvidence } from '../evidence/bars';
import { type InsightFacts, placeAt } from '../facts/insight-facts';
import { schedulingObstacle } from '../facts/kernel-losses';
import type { ThreadSubject } from '../facts/subjects';
import { LIMITS } from '../limits';
import type { Rule, RuleFinding } from '../rule';
import { nameOf, sentence, strong } from '../say';
import { stopsOf } from '../scheduling/stops';

const { leastStops, leastNs, leastStopNs } = LIMITS.cpuLimit;

/** A thread that ran on one CPU only may be pinned to it. It counts while this CPU was idle. */
export const cpuLimit: Rule = {
  group: 'program',
  title: 'CPU limit',
  text: () =>
    `≥ ${leastStops} times for ≥ ${durationText(leastStopNs)} each, and ≥ ${durationText(leastNs)} in all, threads of a container can run, none of them runs, and one of their CPUs is idle`,
  needs: ['scheduling'],
  reads: ['scheduling'],
  obstacle: schedulingObstacle,
  find: (facts) => {
    const inContainers = facts.programThreads.filter(({ process }) => process.container !== null);
    const byContainer = groupBy(inContainers, ({ process }) => process.container ?? '');
    return [...byContainer].flatMap(([container, threads]) => found(facts, container, threads) ?? []);
  },
};

function found(facts: InsightFacts, container: string, threads: readonly ThreadSubject[]): RuleFinding | undefined {
  const stops = stopsOf(facts, threads, leastStopNs);
  const [first] = stops;
  const last = stops.at(-1);
  const allNs = stops.reduce((sum, [begin, end]) => sum + end - begin, 0);
  if (!first || !last || stops.length < leastStops || allNs < leastNs) return undefined;
  const longest = stops.reduce((most, one) => (one[1] - one[0] > most[1] - most[0] ? one : most), first);
  const periodNs = (last[1] - first[1]) / (stops.length - 1);
  return {
    subject: container,
    sentence: sentence(
      nameOf(container),
      ' was stopped ',
      strong(counted(stops.length, 'time')),
      ', ',
      strong(durationText(allNs)),
      ' in all, while CPUs were idle: its CPU limit.',
    ),
    proof: sentence(
      `The stops ended every ${durationText(periodNs)} on average. The longest took ${durationText(longest[1] - longest[0])}.`,
    ),
    factor: allNs / leastNs,
    evidence: barsEvidence(
      'ns',
      stops.map(([begin, end]) => ({ label: durationText(begin), value: end - begin })),
    ),
    place: placeAt(
      longest[0],
      longest[1],
      threads.slice(0, 20).map(({ index }) => facts.rows.rowOfThread(index)),
    ),
  };
}
