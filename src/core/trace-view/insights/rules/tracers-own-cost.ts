import { counted, percentText } from '@shared/analysis/figure-text';
import { durationText } from '@shared/analysis/trace-time';
import { groupBy } from '@shared/model/group-by';
import type { NamedFunction } from '../../../analysis/functions/function-figures';
import { barsEvidence } from '../evidence/bars';
import { type InsightFacts, placeAt } from '../facts/insight-facts';
import { schedulingObstacle } from '../facts/kernel-losses';
import { inState, lifeNs, type ThreadSubject } from '../facts/subjects';
import { tracerThreads } from '../facts/tracer-threads';
import { LIMITS } from '../limits';
import type { Rule, RuleFinding } from '../rule';
import { listed, nameOf, sentence, strong } from '../say';
import { runWhileWaiting } from '../scheduling/ran-meanwhile';

const { share: LEAST_SHARE, leastNs, leastCalls, mostEventNs } = LIMITS.tracersCost;
const MOST_NAMES = 3;
const MOST_ROWS = 20;

/**
 * Two costs are in the events themselves. The threads of the tracer have CPUs for which programs wait. And each event of a thread is followed
 * by the next one at the earliest when it has been recorded: the shortest of many calls took little more than that.
 */
export const tracersOwnCost: Rule = {
  group: 'recording',
  title: 'The tracer’s own cost',
  text: () =>
    `recording function events, or waiting for the tracer’s threads, took ≥ ${percentText(LEAST_SHARE)} of the time of the programs, and ≥ ${durationText(leastNs)}`,
  needs: [],
  reads: ['scheduling'],
  obstacle: ({ recorded }) =>
    recorded.calls || recorded.scheduling ? null : 'neither function calls nor the kernel’s scheduling were recorded',
  find: (facts) => {
    const byProcess = groupBy(facts.functions, ({ row }) => row.process);
    return [...[...byProcess].flatMap(([process, own]) => ofCalls(facts, process, own) ?? []), ...ofThreads(facts)];
  },
};

/** Two events record a call; the shortest call is the time from one to the other. */
function ofCalls(facts: InsightFacts, index: number, functions: readonly NamedFunction[]): RuleFinding | undefined {
  const process = facts.subjects.processOf(index);
  const shortest = functions
    .filter(({ row }) => row.calls.count >= leastCalls)
    .reduce((least, { row }) => Math.min(least, row.calls.minNs), Number.POSITIVE_INFINITY);
  const events = functions.reduce((sum, { row }) => sum + 2 * row.calls.count + row.cut, 0);
  const costNs = events * shortest;
  const { ns, isRunning } = timeOf(facts, process?.threads ?? [], index);
  const share = costNs / Math.max(1, ns);
  // A clock that stands still between two events says nothing, and a long call is more than its events.
  const isKnown = shortest > 0 && shortest <= mostEventNs;
  if (!process || !isKnown || costNs < leastNs || share < LEAST_SHARE || costNs > ns) return undefined;
  const rows = process.threads.filter(({ row }) => row.process === index);
  return {
    subject: process.key,
    sentence: sentence(
      'Recording took about ',
      strong(percentText(share)),
      ` of the ${isRunning ? 'running' : 'elapsed'} time of `,
      nameOf(process.label),
      '.',
    ),
    proof: sentence(
      `${durationText(costNs)} of ${durationText(ns)}: ${counted(events, 'function event')} of about ${durationText(shortest)}, the time of the shortest call.`,
    ),
    factor: share / LEAST_SHARE,
    evidence: barsEvidence('ns', [
      { label: 'recording', value: costNs },
      { label: 'program', value: Math.max(0, ns - costNs) },
    ]),
    place: placeAt(
      0,
      facts.lengthNs,
      rows.slice(0, MOST_ROWS).map(({ index: thread }) => facts.rows.rowOfThread(thread)),
    ),
  };
}

/** Running time of the process if the kernel recorded it, or else the lives of its threads. */
function timeOf(
  { scheduling }: InsightFacts,
  threads: readonly ThreadSubject[],
  process: number,
): { ns: number; isRunning: boolean } {
  const own = threads.filter(({ row }) => row.process === process);
  const joined = own.map(({ index }) => scheduling?.joined.get(index));
  const kernel = threads.filter(
    ({ row, index }) => row.statesNs && (row.domain === 'kernel' || joined.includes(index)),
  );
  const runningNs = kernel.reduce((sum, { row }) => sum + inState(row, 'running'), 0);
  if (runningNs > 0) return { ns: runningNs, isRunning: true };
  return { ns: own.reduce((sum, { row }) => sum + lifeNs(row), 0), isRunning: false };
}

/** What the threads of the tracer ran while a program waited for their CPU. What they ran on idle CPUs cost the programs nothing. */
function ofThreads(facts: InsightFacts): RuleFinding[] {
  const tracer = tracerThreads(facts);
  const programs = facts.programThreads.filter((thread) => !tracer.includes(thread));
  if (!facts.scheduling || schedulingObstacle(facts) !== null) return [];
  const held = runWhileWaiting(facts.scheduling, tracer, programs);
  const costNs = held.reduce((sum, { ns }) => sum + ns, 0);
  const programsNs = programs.reduce(
    (sum, { row }) => sum + inState(row, 'running') + inState(row, 'waiting-to-run'),
    0,
  );
  const share = costNs / Math.max(1, programsNs);
  if (costNs < leastNs || share < LEAST_SHARE) return [];
  const names = [...groupBy(held, ({ thread }) => thread.name)]
    .map(([label, own]) => ({ label, value: own.reduce((sum, { ns }) => sum + ns, 0) }))
    .sort((one, other) => other.value - one.value);
  return [
    {
      subject: 'the threads of the tracer',
      sentence: sentence(
        'Programs waited ',
        strong(durationText(costNs)),
        ' to run while threads of the tracer had their CPUs.',
      ),
      proof: sentence(
        `${percentText(share)} of the running and waiting time of the programs: `,
        ...listed(names.slice(0, MOST_NAMES).map(({ label }) => nameOf(label))),
        '.',
      ),
      factor: share / LEAST_SHARE,
      evidence: barsEvidence('ns', names),
      place: placeAt(
        0,
        facts.lengthNs,
        held.slice(0, MOST_ROWS).map(({ thread }) => facts.rows.rowOfThread(thread.index)),
      ),
    },
  ];
}
