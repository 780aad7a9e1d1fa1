import { counted, percentText } from '@shared/analysis/figure-text';
import { durationText } from '@shared/analysis/trace-time';
import { groupBy } from '@shared/model/group-by';
import { mergedStats, NO_DURATIONS } from '../../../analysis/functions/duration-stats';
import { barsEvidence } from '../evidence/bars';
import { type InsightFacts, placeAt } from '../facts/insight-facts';
import { lifeNs } from '../facts/subjects';
import { FLUSH_CALLS } from '../facts/syscalls';
import { LIMITS } from '../limits';
import type { Rule, RuleFinding } from '../rule';
import { codeName, listed, nameOf, sentence, strong } from '../say';
import type { TimeIn } from '../scheduling/scheduling-sink';

const { share: LEAST_SHARE, leastNs, leastCalls } = LIMITS.flushes;

/** Without scheduling, system calls are known by process, and their time is compared with the lives of all its threads together. */
export const flushAfterFlush: Rule = {
  group: 'program',
  title: 'Flush after flush',
  text: () =>
    `${leastCalls} or more calls that flush to disk take ≥ ${percentText(LEAST_SHARE)} of the time of a thread, and ≥ ${durationText(leastNs)}`,
  needs: ['syscalls'],
  reads: ['scheduling'],
  find: (facts) => flushesOf(facts).flatMap((flushes) => found(facts, flushes) ?? []),
};

/** The flushes of a thread, or of all threads of a process. */
interface Flushes {
  subject: string;
  label: string;
  livesNs: number;
  names: readonly string[];
  times: TimeIn;
  /** Of the longest; index into `Analysis.threads`. */
  thread: number;
}

const flushesOf = (facts: InsightFacts): Flushes[] => (facts.scheduling ? ofThreads(facts) : ofProcesses(facts));

const ofThreads = ({ programThreads, scheduling }: InsightFacts): Flushes[] =>
  programThreads.flatMap(({ key, label, row, index }) => {
    const flushes = scheduling?.threads.get(index)?.flushes ?? new Map<string, TimeIn>();
    const all = [...flushes.values()];
    const [first] = all;
    if (!first) return [];
    const times = all.reduce((sum, one) => ({
      count: sum.count + one.count,
      ns: sum.ns + one.ns,
      ...longestOf(sum, one),
    }));
    return [{ subject: key, label, livesNs: lifeNs(row), names: [...flushes.keys()], times, thread: index }];
  });

const longestOf = (one: TimeIn, other: TimeIn): Pick<TimeIn, 'longestNs' | 'longestAtNs'> =>
  one.longestNs >= other.longestNs ? one : other;

function ofProcesses({ analysis, subjects, speaksOf }: InsightFacts): Flushes[] {
  const flushes = analysis.syscalls.filter(({ name, calls }) => FLUSH_CALLS.has(name) && calls.count > 0);
  return [...groupBy(flushes, ({ process }) => process)].flatMap(([index, rows]) => {
    const process = subjects.processOf(index);
    if (!process || !speaksOf(process)) return [];
    const stats = rows.reduce((all, { calls }) => mergedStats(all, calls), NO_DURATIONS);
    const threads = process.threads.filter(({ row }) => row.process === index && row.events > 0);
    return [
      {
        subject: process.key,
        label: process.label,
        livesNs: threads.reduce((sum, { row }) => sum + lifeNs(row), 0),
        names: rows.map(({ name }) => name),
        times: { count: stats.count, ns: stats.totalNs, longestNs: stats.maxNs, longestAtNs: stats.maxAtNs },
        thread: stats.maxThread,
      },
    ];
  });
}

function found(
  facts: InsightFacts,
  { subject, label, livesNs, names, times, thread }: Flushes,
): RuleFinding | undefined {
  const share = times.ns / Math.max(1, livesNs);
  if (times.count < leastCalls || times.ns < leastNs || share < LEAST_SHARE) return undefined;
  const row = facts.rows.rowOfThread(thread);
  return {
    subject,
    sentence: sentence(
      nameOf(label),
      ' spent ',
      strong(percentText(share)),
      ' of its time in ',
      strong(counted(times.count, 'flush', 'flushes')),
      '.',
    ),
    proof: sentence(
      `${durationText(times.ns)} of ${durationText(livesNs)} in `,
      ...listed(names.map(codeName)),
      `. The longest took ${durationText(times.longestNs)}.`,
    ),
    factor: share / LEAST_SHARE,
    evidence: barsEvidence('ns', [
      { label: 'in flushes', value: times.ns },
      { label: 'otherwise', value: Math.max(0, livesNs - times.ns) },
    ]),
    recordAgain: facts.recorded.scheduling ? null : { kind: 'parts', parts: ['states'] },
    place: placeAt(
      times.longestAtNs,
      times.longestAtNs + times.longestNs,
      [row],
      row === null ? {} : { call: { row, depth: -1, atNs: times.longestAtNs } },
    ),
  };
}
