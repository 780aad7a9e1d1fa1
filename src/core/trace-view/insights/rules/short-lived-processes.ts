import { counted, countText, percentText } from '@shared/analysis/figure-text';
import { durationText } from '@shared/analysis/trace-time';
import { groupBy } from '@shared/model/group-by';
import { barsEvidence } from '../evidence/bars';
import { type InsightFacts, placeAt } from '../facts/insight-facts';
import type { ThreadSubject } from '../facts/subjects';
import { LIMITS } from '../limits';
import type { ProcessLife } from '../processes/process-lives';
import type { Rule, RuleFinding } from '../rule';
import { codeName, listed, nameOf, sentence, strong } from '../say';

const { perSecond, leastNs, medianNs } = LIMITS.shortLived;
const MOST_NAMES = 3;
const MOST_ROWS = 20;
const SECOND = 1e9;

/** A process that was started and ended while it was recorded. */
interface Lived extends ProcessLife {
  thread: ThreadSubject;
}

/** Begin and end of every process are events, so its life is known to the nanosecond. */
export const shortLivedProcesses: Rule = {
  group: 'program',
  title: 'Short-lived processes',
  text: () =>
    `≥ ${perSecond} processes a second are started, for ≥ ${durationText(leastNs)}, with a median life < ${durationText(medianNs)}`,
  needs: ['scheduling', 'processes'],
  reads: ['processes'],
  obstacle: ({ processes }) => (processes?.isComplete === false ? 'there are too many processes' : null),
  find: (facts) => {
    const threads = new Map(facts.subjects.kernelThreads.map((thread) => [thread.row.tid, thread]));
    const lived = (facts.processes?.lives ?? []).flatMap((life): Lived[] => {
      const thread = threads.get(life.pid);
      return thread && facts.speaksOf(thread.process) ? [{ ...life, thread }] : [];
    });
    const byContainer = groupBy(lived, ({ thread }) => thread.process.container);
    return [...byContainer].flatMap(([container, own]) => found(facts, container, own, threads) ?? []);
  },
};

function found(
  facts: InsightFacts,
  container: string | null,
  lived: readonly Lived[],
  threads: ReadonlyMap<number, ThreadSubject>,
): RuleFinding | undefined {
  const frequent = oftenStarted([...lived].sort((one, other) => one.forkNs - other.forkNs));
  const lives = frequent.processes.map(({ forkNs, exitNs }) => exitNs - forkNs).sort((one, other) => one - other);
  const median = lives[lives.length >>> 1] ?? Number.POSITIVE_INFINITY;
  const [first] = frequent.processes;
  const last = frequent.processes.at(-1);
  if (!first || !last || frequent.ns < leastNs || median >= medianNs) return undefined;
  const rate = (frequent.processes.length * SECOND) / frequent.ns;
  const programs = mostFrequent(frequent.processes.map(({ thread }) => thread.name));
  const parents = mostFrequent(
    frequent.processes.map(({ parent }) => threads.get(parent)?.name ?? 'an unknown process'),
  );
  const parentRows = new Set(frequent.processes.map(({ parent }) => threads.get(parent)?.index ?? -1));
  return {
    subject: container ?? 'all',
    sentence: sentence(
      strong(counted(lives.length, 'process', 'processes')),
      ...(container === null ? [] : [' of ', nameOf(container)]),
      ' lived ',
      strong(durationText(median)),
      ' in the median: ',
      ...(programs.length > MOST_NAMES ? ['mostly '] : []),
      ...listed(programs.slice(0, MOST_NAMES).map(({ label }) => codeName(label))),
      '.',
    ),
    proof: sentence(
      `${countText(rate)} a second for ${durationText(frequent.ns)}, started by `,
      ...listed(parents.slice(0, MOST_NAMES).map(({ label }) => codeName(label))),
      `. ${beforeExecText(frequent.processes)}`,
    ),
    factor: rate / perSecond,
    evidence: barsEvidence('count', programs),
    place: placeAt(
      first.forkNs,
      Math.max(last.exitNs, first.forkNs + 1),
      [...parentRows].slice(0, MOST_ROWS).map((index) => (index < 0 ? null : facts.rows.rowOfThread(index))),
    ),
  };
}

/** The processes that were started while at least `perSecond` were started in a second, and how long that was. @param sorted by their begin */
function oftenStarted(sorted: readonly Lived[]): { processes: Lived[]; ns: number } {
  const processes: Lived[] = [];
  let [ns, untilNs, next] = [0, Number.NEGATIVE_INFINITY, 0];
  for (let from = 0; from + perSecond <= sorted.length; from++) {
    const beginNs = sorted[from]?.forkNs ?? 0;
    const endNs = sorted[from + perSecond - 1]?.forkNs ?? 0;
    if (endNs - beginNs > SECOND) continue;
    ns += Math.max(0, endNs - Math.max(beginNs, untilNs));
    untilNs = Math.max(untilNs, endNs);
    processes.push(...sorted.slice(Math.max(next, from), from + perSecond));
    next = from + perSecond;
  }
  return { processes, ns };
}

/** The share of the lives in which the processes were still copies of their parents. */
function beforeExecText(processes: readonly Lived[]): string {
  const executed = processes.filter(({ execNs }) => execNs !== null);
  if (executed.length === 0) return 'None of them executed another program.';
  const allNs = executed.reduce((sum, { forkNs, exitNs }) => sum + exitNs - forkNs, 0);
  const beforeNs = executed.reduce((sum, { forkNs, execNs }) => sum + (execNs ?? forkNs) - forkNs, 0);
  return `${percentText(beforeNs / Math.max(1, allNs))} of their lives passed between fork and exec.`;
}

function mostFrequent(labels: readonly string[]): { label: string; value: number }[] {
  return [...groupBy(labels, (label) => label)]
    .map(([label, { length }]) => ({ label, value: length }))
    .sort((one, other) => other.value - one.value || (one.label < other.label ? -1 : 1));
}
