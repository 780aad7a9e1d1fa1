import type { FunctionRow } from '@reader/analysis/analysis';
import { counted, timesText } from '@shared/analysis/figure-text';
import { durationText, momentText } from '@shared/analysis/trace-time';
import { percentileNs } from '../../../analysis/functions/duration-stats';
import type { NamedFunction } from '../../../analysis/functions/function-figures';
import { durationEvidence } from '../evidence/histogram';
import { longestCall } from '../facts/functions';
import type { InsightFacts } from '../facts/insight-facts';
import { LIMITS } from '../limits';
import type { Rule, RuleFinding } from '../rule';
import { nameOf, sentence, strong, strongCode } from '../say';
import { type TimeInCall, timeInCall } from '../scheduling/time-in-call';

const { timesMedian, leastCalls, leastNs, leastMedianNs, explainedShare } = LIMITS.slowCall;

/**
 * Only complete calls count, so a call that contains a loss is never the slowest. Where the scheduling of the thread is known, the
 * time in which it waited for a CPU or for work does not count.
 */
export const slowCall: Rule = {
  group: 'program',
  title: 'Slow call',
  text: () =>
    `a call takes ≥ ${timesMedian} × the median of ≥ ${leastCalls} calls, and ≥ ${durationText(leastNs)}, without waiting for a CPU or for work; the median is ≥ ${durationText(leastMedianNs)} if scheduling is not known`,
  needs: ['calls'],
  reads: ['scheduling'],
  find: (facts) => {
    const slow = facts.functions.filter((one) => isSlow(facts, one.row));
    return slow.filter((one) => !slow.some((other) => explains(other, one))).map((one) => found(facts, one));
  },
};

const timeOf = (facts: InsightFacts, { calls: { maxThread, maxAtNs, maxNs } }: FunctionRow): TimeInCall | null =>
  timeInCall(facts, maxThread, maxAtNs, maxAtNs + maxNs);

function isSlow(facts: InsightFacts, row: FunctionRow): boolean {
  const { calls } = row;
  const medianNs = percentileNs(calls, 0.5) ?? 0;
  const isLong = (ns: number): boolean => ns >= leastNs && ns >= timesMedian * medianNs;
  if (calls.count < leastCalls || !isLong(calls.maxNs)) return false;
  const time = timeOf(facts, row);
  return time ? isLong(time.runningNs + time.blockedNs) : medianNs >= leastMedianNs;
}

/** Whether the slowest call of one function is most of the slowest call of another one, which called it. */
function explains({ row: inner }: NamedFunction, { row: outer }: NamedFunction): boolean {
  const [within, around] = [inner.calls, outer.calls];
  return (
    inner !== outer &&
    inner.process === outer.process &&
    within.maxThread === around.maxThread &&
    within.maxAtNs >= around.maxAtNs &&
    within.maxAtNs + within.maxNs <= around.maxAtNs + around.maxNs &&
    within.maxNs >= explainedShare * around.maxNs &&
    (within.maxNs < around.maxNs || inner.address < outer.address)
  );
}

function found(facts: InsightFacts, one: NamedFunction): RuleFinding {
  const { calls } = one.row;
  const medianNs = Math.max(1, percentileNs(calls, 0.5) ?? 1);
  const time = timeOf(facts, one.row);
  const thread = facts.subjects.threadOf(calls.maxThread);
  return {
    subject: `${one.row.process} ${one.label}`,
    sentence: sentence(
      'The slowest ',
      strongCode(one.label),
      ' took ',
      strong(durationText(calls.maxNs)),
      `, ${timesText(calls.maxNs / medianNs)} its median.`,
    ),
    proof: sentence(
      ...(thread ? [nameOf(thread.label), ' at '] : ['At ']),
      `${momentText(calls.maxAtNs)}. ${time ? didText(time) : ''}The median of ${counted(calls.count, 'call')} was ${durationText(medianNs)}.`,
    ),
    factor: calls.maxNs / medianNs / timesMedian,
    evidence: durationEvidence(calls, calls.maxNs),
    place: longestCall(facts, one),
    recordAgain: time ? null : { kind: 'parts', parts: ['states', 'syscalls'] },
  };
}

function didText({ runningNs, waitingNs, workNs, blockedNs }: TimeInCall): string {
  const waited = waitingNs > 0 ? `, waited ${durationText(waitingNs)} to run` : '';
  const idle = workNs > 0 ? `, waited ${durationText(workNs)} for work` : '';
  return `It ran ${durationText(runningNs)}${waited}${idle} and was blocked for ${durationText(blockedNs)}. `;
}
