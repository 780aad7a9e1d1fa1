import { counted, percentText } from '@shared/analysis/figure-text';
import { durationText } from '@shared/analysis/trace-time';
import { statesEvidence } from '../evidence/states';
import { type InsightFacts, placeAt } from '../facts/insight-facts';
import { knownNs, type ThreadSubject } from '../facts/subjects';
import { LIMITS } from '../limits';
import type { Rule, RuleFinding } from '../rule';
import { nameOf, sentence, strong } from '../say';

const { share: LEAST_SHARE, leastNs } = LIMITS.pageFaultWaits;

/** A thread that has page faults, and is uninterruptible outside of system calls, waits in a page fault. */
export const pageFaultWaits: Rule = {
  group: 'program',
  title: 'Page faults',
  text: () =>
    `a thread waits in page faults for ≥ ${percentText(LEAST_SHARE)} of its time, and ≥ ${durationText(leastNs)}`,
  needs: ['scheduling', 'syscalls', 'pageFaults'],
  reads: ['scheduling'],
  find: (facts) => facts.programThreads.flatMap((thread) => found(facts, thread) ?? []),
};

function found(facts: InsightFacts, thread: ThreadSubject): RuleFinding | undefined {
  const waits = facts.scheduling?.threads.get(thread.index)?.disk.get('');
  const share = (waits?.ns ?? 0) / Math.max(1, knownNs(thread.row));
  if (!waits || waits.ns < leastNs || share < LEAST_SHARE || thread.row.pageFaults === 0) return undefined;
  return {
    subject: thread.key,
    sentence: sentence(nameOf(thread.label), ' waited ', strong(durationText(waits.ns)), ' in page faults.'),
    proof: sentence(
      `${percentText(share)} of its time, in ${counted(waits.count, 'wait')} and ${counted(thread.row.pageFaults, 'page fault')}. The longest took ${durationText(waits.longestNs)}.`,
    ),
    factor: share / LEAST_SHARE,
    evidence: statesEvidence(thread.row, waits.ns, `${percentText(share)} page faults`),
    place: placeAt(waits.longestAtNs, waits.longestAtNs + waits.longestNs, [facts.rows.rowOfThread(thread.index)]),
  };
}
