import { counted, percentText } from '@shared/analysis/figure-text';
import { durationText } from '@shared/analysis/trace-time';
import { statesEvidence } from '../evidence/states';
import { type InsightFacts, placeAt } from '../facts/insight-facts';
import { knownNs, type ThreadSubject } from '../facts/subjects';
import { FILE_CALLS } from '../facts/syscalls';
import { LIMITS } from '../limits';
import type { Rule, RuleFinding } from '../rule';
import { codeName, nameOf, sentence, strong } from '../say';
import type { TimeIn } from '../scheduling/scheduling-sink';

const { share: LEAST_SHARE, leastNs } = LIMITS.blockedOnDisk;

/** A thread is also uninterruptible where the kernel waits for itself, so only the time in calls on files counts. */
export const blockedOnDisk: Rule = {
  group: 'program',
  title: 'Blocked on disk',
  text: () =>
    `a thread is blocked on disk for ≥ ${percentText(LEAST_SHARE)} of its time, and ≥ ${durationText(leastNs)}`,
  needs: ['scheduling', 'syscalls'],
  reads: ['scheduling'],
  find: (facts) => facts.programThreads.flatMap((thread) => found(facts, thread) ?? []),
};

function found(facts: InsightFacts, thread: ThreadSubject): RuleFinding | undefined {
  const disk = facts.scheduling?.threads.get(thread.index)?.disk ?? new Map<string, TimeIn>();
  const calls = [...disk].filter(([name]) => FILE_CALLS.has(name)).sort((one, other) => other[1].ns - one[1].ns);
  const diskNs = calls.reduce((sum, [, { ns }]) => sum + ns, 0);
  const share = diskNs / Math.max(1, knownNs(thread.row));
  const [most] = calls;
  if (!most || diskNs < leastNs || share < LEAST_SHARE) return undefined;
  const [name, { count, ns }] = most;
  const { firstNs, lastNs } = thread.row;
  return {
    subject: thread.key,
    sentence: sentence(nameOf(thread.label), ' was blocked on disk for ', strong(percentText(share)), ' of its time.'),
    proof: sentence(
      `${durationText(diskNs)} of ${durationText(knownNs(thread.row))}, ${durationText(ns)} of them in `,
      codeName(name),
      `, in ${counted(count, 'wait')}.`,
    ),
    factor: share / LEAST_SHARE,
    evidence: statesEvidence(thread.row, diskNs, `${percentText(share)} disk`),
    place: placeAt(firstNs, lastNs, [facts.rows.rowOfThread(thread.index)]),
  };
}
