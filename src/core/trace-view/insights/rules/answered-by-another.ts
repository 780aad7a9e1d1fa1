import { counted, percentText } from '@shared/analysis/figure-text';
import { durationText } from '@shared/analysis/trace-time';
import { groupBy } from '@shared/model/group-by';
import type { Answer } from '../answers/answer-log';
import { statesEvidence } from '../evidence/states';
import { type InsightFacts, placeAt } from '../facts/insight-facts';
import { schedulingObstacle } from '../facts/kernel-losses';
import type { ProcessSubject, ThreadSubject } from '../facts/subjects';
import { LIMITS } from '../limits';
import type { Rule, RuleFinding } from '../rule';
import { nameOf, sentence, strong } from '../say';

const { share: LEAST_SHARE, leastNs, leastAnswers } = LIMITS.answeredByAnother;

interface Asked extends Pick<Answer, 'fromNs' | 'toNs'> {
  asking: ThreadSubject;
  answering: ThreadSubject;
}

/**
 * A wait counts if the thread had sent something before, and another one that was sending something woke it. A server waits for the
 * next request in the same way, so the waiting side must have connected, and the other side accepted, but not the other way round.
 */
export const answeredByAnother: Rule = {
  group: 'program',
  title: 'Answered by another',
  text: () =>
    `threads of a process wait ≥ ${percentText(LEAST_SHARE)} of the time from their first request to their last answer, and ≥ ${durationText(leastNs)}, for ≥ ${leastAnswers} answers of another container or process`,
  needs: ['scheduling', 'syscalls'],
  reads: ['scheduling'],
  obstacle: (facts) =>
    facts.scheduling?.answers.isComplete === false ? 'there are too many system calls' : schedulingObstacle(facts),
  find: (facts) => {
    const byPair = groupBy(answersOf(facts), ({ asking, answering }) =>
      JSON.stringify([asking.process.key, unitOf(answering.process)]),
    );
    return [...byPair].flatMap(([subject, answers]) => found(facts, subject, answers) ?? []);
  },
};

/** A container, or a process outside of containers. Its processes serve connections that another one of it accepted. */
const unitOf = ({ container, key }: ProcessSubject): string => (container === null ? `process ${key}` : container);

const labelOf = ({ container, label }: ProcessSubject): string => container ?? label;

function answersOf({ scheduling, subjects, speaksOf }: InsightFacts): Asked[] {
  if (!scheduling) return [];
  const { answers, connecting, accepting } = scheduling.answers;
  const unitsOf = (threads: Iterable<number>): Set<string> =>
    new Set([...threads].flatMap((thread) => subjects.threadOf(thread)?.process ?? []).map(unitOf));
  const [connects, accepts] = [unitsOf(connecting), unitsOf(accepting)];
  return answers.flatMap(({ thread, sender, fromNs, toNs, isAsked }): Asked[] => {
    const [asking, answering] = [subjects.threadOf(thread), subjects.threadOf(sender)];
    if (!isAsked || !asking || !answering || !speaksOf(asking.process) || !speaksOf(answering.process)) return [];
    const [client, server] = [unitOf(asking.process), unitOf(answering.process)];
    const isClient = connects.has(client) && accepts.has(server) && !(connects.has(server) && accepts.has(client));
    return client !== server && isClient ? [{ asking, answering, fromNs, toNs }] : [];
  });
}

function found(facts: InsightFacts, subject: string, answers: readonly Asked[]): RuleFinding | undefined {
  const waitedNs = answers.reduce((sum, { fromNs, toNs }) => sum + toNs - fromNs, 0);
  const byThread = groupBy(answers, ({ asking }) => asking);
  const sinceFirstNs = [...byThread].reduce((sum, [thread, own]) => sum + conversationNs(facts, thread, own), 0);
  const share = waitedNs / Math.max(1, sinceFirstNs);
  if (answers.length < leastAnswers || waitedNs < leastNs || share < LEAST_SHARE) return undefined;
  const longest = answers.reduce((most, one) => (one.toNs - one.fromNs > most.toNs - most.fromNs ? one : most));
  const { asking, answering, fromNs, toNs } = longest;
  return {
    subject,
    sentence: sentence(
      nameOf(asking.process.label),
      ' waited ',
      strong(durationText(waitedNs)),
      ' for answers of ',
      nameOf(labelOf(answering.process)),
      '.',
    ),
    proof: sentence(
      `${percentText(share)} of ${durationText(sinceFirstNs)} between its first request and its last answer, in ${counted(answers.length, 'wait')}. The longest took ${durationText(toNs - fromNs)}, until `,
      nameOf(answering.label),
      ' answered.',
    ),
    factor: share / LEAST_SHARE,
    evidence: statesEvidence(
      asking.row,
      (byThread.get(asking) ?? []).reduce((sum, one) => sum + one.toNs - one.fromNs, 0),
      `${percentText(share)} answers`,
    ),
    place: placeAt(
      fromNs,
      toNs,
      [asking, answering].map(({ index }) => facts.rows.rowOfThread(index)),
    ),
  };
}

/** From the first request of the thread to its last answer. */
function conversationNs({ scheduling }: InsightFacts, { index }: ThreadSubject, answers: readonly Asked[]): number {
  const lastNs = answers.reduce((most, { toNs }) => Math.max(most, toNs), 0);
  const firstNs = scheduling?.answers.firstSendNs.get(index) ?? lastNs;
  return Math.max(0, lastNs - firstNs);
}
