import { counted, percentText } from '@shared/analysis/figure-text';
import { durationText } from '@shared/analysis/trace-time';
import { groupBy } from '@shared/model/group-by';
import type { NamedFunction } from '../../../analysis/functions/function-figures';
import type { SelfTime } from '../../functions/self-times/thread-clock';
import { barsEvidence } from '../evidence/bars';
import { callersOf, longestCall } from '../facts/functions';
import type { InsightFacts } from '../facts/insight-facts';
import { LIMITS } from '../limits';
import type { Rule, RuleFinding } from '../rule';
import { codeName, nameOf, sentence, strong, strongCode } from '../say';

const { share: LEAST_SHARE, leastNs, knownShare } = LIMITS.hotFunction;

/**
 * Self time of functions: running time where the scheduling of the threads is known. Else it is elapsed time, since the calls alone do
 * not say whether the thread ran. Then one wait can be all of one call, so the longest call of the function, and calls without a known
 * begin or end, are left out of the check.
 */
export const hotFunction: Rule = {
  group: 'program',
  title: 'Hot function',
  text: () =>
    `self time is ≥ ${percentText(LEAST_SHARE)} of the functions of the process, and ≥ ${durationText(leastNs)}`,
  needs: ['calls'],
  reads: ['scheduling'],
  find: (facts) => {
    const byProcess = groupBy(facts.functions, ({ row }) => row.process);
    return [...byProcess.values()].flatMap((functions) => hottest(facts, functions) ?? []);
  },
};

/** A function, with the time by which the functions of its process are compared. */
interface Compared {
  named: NamedFunction;
  ns: number;
  /** Undefined for elapsed time. */
  time: SelfTime | undefined;
}

/** Of the functions over the limit of a process, the one with the most self time. */
function hottest(facts: InsightFacts, functions: readonly NamedFunction[]): RuleFinding | undefined {
  const compared = byRunning(facts, functions) ?? byElapsed(functions);
  const sorted = [...compared].sort((one, other) => other.ns - one.ns);
  const allNs = sorted.reduce((sum, { ns }) => sum + ns, 0);
  const limitNs = Math.max(leastNs, LEAST_SHARE * allNs);
  const first = sorted.find((one) => certainNs(one) >= limitNs);
  const process = first && facts.subjects.processOf(first.named.row.process);
  return first && process && found(facts, process, { first, sorted, allNs });
}

/** Null unless the scheduling of most of the self time is known. */
function byRunning({ scheduling }: InsightFacts, functions: readonly NamedFunction[]): Compared[] | null {
  const times = functions.map(({ row }) => scheduling?.functions?.of(row));
  const knownNs = times.reduce((sum, time) => sum + (time ? time.runningNs + time.waitingNs + time.blockedNs : 0), 0);
  const allNs = functions.reduce((sum, { row }) => sum + row.selfNs, 0);
  if (allNs === 0 || knownNs < knownShare * allNs) return null;
  return functions.map((named, index) => ({ named, ns: times[index]?.runningNs ?? 0, time: times[index] }));
}

const byElapsed = (functions: readonly NamedFunction[]): Compared[] =>
  functions.map((named) => ({ named, ns: named.row.selfNs, time: undefined }));

const certainNs = ({ named: { row }, ns, time }: Compared): number =>
  time ? ns : Math.min(row.selfNs, row.calls.totalNs) - row.calls.maxNs;

function found(
  facts: InsightFacts,
  process: { key: string; label: string },
  { first, sorted, allNs }: { first: Compared; sorted: readonly Compared[]; allNs: number },
): RuleFinding {
  const { named, ns, time } = first;
  const { calls, cut } = named.row;
  const [caller] = callersOf(facts, named.row);
  return {
    subject: process.key,
    sentence: sentence(
      strongCode(named.label),
      ' took ',
      strong(percentText(ns / allNs)),
      ` of the ${time ? 'running' : 'elapsed'} time in functions of `,
      nameOf(process.label),
      '.',
    ),
    proof: sentence(
      `${durationText(ns)} of ${durationText(allNs)} in its own code, in ${counted(calls.count + cut, 'call')}`,
      ...(caller === undefined ? [] : [' from ', codeName(caller)]),
      `.${time ? didNotRunText(time) : ''}`,
    ),
    factor: ns / allNs / LEAST_SHARE,
    evidence: barsEvidence(
      'share',
      sorted.slice(0, 4).map((one) => ({ label: one.named.label, value: one.ns / allNs })),
    ),
    place: longestCall(facts, named),
    recordAgain: time ? null : { kind: 'parts', parts: ['states'] },
  };
}

/** Shorter times are not worth a word. */
const LEAST_TOLD = 0.01;

/** What the own code of the function did when it did not run. */
function didNotRunText({ runningNs, waitingNs, blockedNs }: SelfTime): string {
  const told = [
    { ns: waitingNs, text: `waited ${durationText(waitingNs)} to run` },
    { ns: blockedNs, text: `was blocked for ${durationText(blockedNs)}` },
  ].filter(({ ns }) => ns >= LEAST_TOLD * runningNs);
  return told.length === 0 ? '' : ` It also ${told.map(({ text }) => text).join(' and ')}.`;
}
