import { counted } from '@shared/analysis/figure-text';
import { durationText } from '@shared/analysis/trace-time';
import { barsEvidence } from '../evidence/bars';
import { type InsightFacts, placeAt } from '../facts/insight-facts';
import type { ThreadSubject } from '../facts/subjects';
import { LIMITS } from '../limits';
import type { ContendedLock, LockWait } from '../locks/lock-waits';
import type { Rule, RuleFinding } from '../rule';
import { code, listed, nameOf, sentence, strong } from '../say';

const { leastNs } = LIMITS.lockHeld;
const MOST_NAMES = 3;

/** Lock and unlock are events of the program, so what was held is proved without the kernel. */
export const lockHeld: Rule = {
  group: 'program',
  title: 'Lock held',
  text: () => `threads wait ≥ ${durationText(leastNs)} in all for a lock that one other thread holds`,
  needs: ['locks'],
  reads: ['locks'],
  obstacle: ({ analysis, reading, locks }) => {
    if (locks?.isComplete === false) return 'there are too many locks';
    const isLossy = analysis.losses.some(({ leaf }) => reading.leaves[leaf]?.domain === 'userspace');
    return isLossy ? 'events of the programs were lost' : null;
  },
  find: (facts) => (facts.locks?.locks ?? []).flatMap((lock) => found(facts, lock)),
};

function found(facts: InsightFacts, { process, address, waits }: ContendedLock): RuleFinding[] {
  return [...waits].flatMap(([holder, byWaiter]) => {
    const held = subjectOf(facts, holder);
    const waiters = [...byWaiter]
      .map(([thread, wait]) => ({ thread: subjectOf(facts, thread), wait }))
      .sort((one, other) => other.wait.ns - one.wait.ns);
    const allNs = waiters.reduce((sum, { wait }) => sum + wait.ns, 0);
    const [longest] = [...waiters].sort((one, other) => other.wait.longestNs - one.wait.longestNs);
    if (!held || !longest || allNs < leastNs) return [];
    const count = waiters.reduce((sum, { wait }) => sum + wait.count, 0);
    return [
      {
        subject: `${process} ${address}`,
        sentence: sentence(
          ...namesOf(waiters),
          ' waited ',
          strong(durationText(allNs)),
          ' for a lock that ',
          nameOf(held.label),
          ' held.',
        ),
        proof: sentence(
          `In ${counted(count, 'wait')} for `,
          code(`0x${BigInt.asUintN(64, BigInt(address)).toString(16)}`),
          `. The longest took ${durationText(longest.wait.longestNs)}.`,
        ),
        factor: allNs / leastNs,
        evidence: barsEvidence(
          'ns',
          waiters.map(({ thread, wait }) => ({ label: thread?.label ?? 'unknown thread', value: wait.ns })),
        ),
        place: placeAt(
          longest.wait.longestAtNs,
          longest.wait.longestAtNs + longest.wait.longestNs,
          [longest.thread, held].map((thread) => thread && facts.rows.rowOfThread(thread.index)),
        ),
        // What the holder did meanwhile.
        recordAgain: facts.recorded.scheduling ? null : { kind: 'parts', parts: ['states', 'syscalls'] },
      },
    ];
  });
}

const subjectOf = ({ locks, subjects }: InsightFacts, thread: number): ThreadSubject | null =>
  subjects.threadOf(locks?.threadOf(thread) ?? -1) ?? null;

function namesOf(waiters: readonly { thread: ThreadSubject | null; wait: LockWait }[]) {
  const names = waiters.slice(0, MOST_NAMES).map(({ thread }) => nameOf(thread?.label ?? 'unknown thread'));
  const more = waiters.length - names.length;
  return listed(more > 0 ? [...names, nameOf(counted(more, 'more thread'))] : names);
}
