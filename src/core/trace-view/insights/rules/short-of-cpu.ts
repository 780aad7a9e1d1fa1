import { percentText } from '@shared/analysis/figure-text';
import { durationText } from '@shared/analysis/trace-time';
import { groupBy } from '@shared/model/group-by';
import { statesEvidence } from '../evidence/states';
import { type InsightFacts, placeAt } from '../facts/insight-facts';
import { schedulingObstacle } from '../facts/kernel-losses';
import { inState, type ProcessSubject, type ThreadSubject } from '../facts/subjects';
import { LIMITS } from '../limits';
import type { Rule, RuleFinding } from '../rule';
import { listed, nameOf, sentence, strong } from '../say';
import { lengthOf, within } from '../scheduling/cpu-runs';
import { ranMeanwhile } from '../scheduling/ran-meanwhile';

const { share: LEAST_SHARE, leastNs } = LIMITS.shortOfCpu;
const MOST_OTHERS = 2;

/** A wait counts while none of the CPUs on which the thread ever ran was idle. Others it may not be allowed to use. */
export const shortOfCpu: Rule = {
  group: 'program',
  title: 'Short of CPU',
  text: () =>
    `a process waits to run for ≥ ${percentText(LEAST_SHARE)} of its running and waiting time, and ≥ ${durationText(leastNs)}, while its CPUs are busy`,
  needs: ['scheduling'],
  reads: ['scheduling'],
  obstacle: schedulingObstacle,
  find: (facts) => {
    const byProcess = groupBy(facts.programThreads, ({ process }) => process);
    return [...byProcess].flatMap(([process, threads]) => found(facts, process, threads) ?? []);
  },
};

/** Time in which the thread waited while all its CPUs ran others. */
function busyWaitNs({ scheduling, lengthNs }: InsightFacts, { index }: ThreadSubject): number {
  const times = scheduling?.threads.get(index);
  if (!scheduling || !times || times.cpus.length === 0) return 0;
  const idle = scheduling.runs.idleTimes(times.cpus, lengthNs);
  let ns = 0;
  for (let at = 0; at < times.waitsNs.length; at += 2) {
    const [begin, end] = [times.waitsNs[at] as number, times.waitsNs[at + 1] as number];
    ns += end - begin - lengthOf(within(idle, begin, end));
  }
  return ns;
}

function found(
  facts: InsightFacts,
  process: ProcessSubject,
  threads: readonly ThreadSubject[],
): RuleFinding | undefined {
  const sumOf = (of: (thread: ThreadSubject) => number): number => threads.reduce((sum, thread) => sum + of(thread), 0);
  const runningNs = sumOf(({ row }) => inState(row, 'running'));
  const waitingNs = sumOf(({ row }) => inState(row, 'waiting-to-run'));
  if (waitingNs < leastNs || waitingNs < LEAST_SHARE * (runningNs + waitingNs)) return undefined;
  const busyNs = sumOf((thread) => busyWaitNs(facts, thread));
  const share = busyNs / (runningNs + waitingNs);
  const [longest] = [...threads].sort(
    (one, other) => inState(other.row, 'waiting-to-run') - inState(one.row, 'waiting-to-run'),
  );
  if (busyNs < leastNs || share < LEAST_SHARE || !longest) return undefined;
  const others = ranMeanwhile(facts, process, threads).slice(0, MOST_OTHERS);
  return {
    subject: process.key,
    sentence: sentence(
      nameOf(process.label),
      ' waited ',
      strong(durationText(busyNs)),
      ' to run while other threads had its CPUs.',
    ),
    proof: sentence(
      `Its threads ran ${durationText(runningNs)}. Meanwhile ran `,
      ...listed(others.map(({ label, ns }) => ({ text: `${label} (${durationText(ns)})`, style: 'plain' }))),
      '.',
    ),
    factor: share / LEAST_SHARE,
    evidence: statesEvidence(longest.row, inState(longest.row, 'waiting-to-run'), `${percentText(share)} waiting`),
    place: placeAt(
      longest.row.firstNs,
      longest.row.lastNs,
      threads.map(({ index }) => facts.rows.rowOfThread(index)),
    ),
  };
}
