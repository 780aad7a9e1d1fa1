import type { InsightFacts } from '../facts/insight-facts';
import type { ProcessSubject, ThreadSubject } from '../facts/subjects';
import { lengthOf, type Times, union, within } from './cpu-runs';
import type { SchedulingFacts } from './scheduling-facts';
import type { ThreadTimes } from './scheduling-sink';

/** Who ran on the CPUs of threads while at least one of them waited to run, the longest first. Containers count as one. */
export function ranMeanwhile(
  { scheduling, subjects }: InsightFacts,
  process: ProcessSubject,
  threads: readonly ThreadSubject[],
): { label: string; ns: number }[] {
  const times = threads.flatMap(({ index }) => scheduling?.threads.get(index) ?? []);
  const waits = waitsOf(times);
  const ran = new Map<string, number>();
  for (const cpu of new Set(times.flatMap(({ cpus }) => cpus)))
    for (const { beginNs, endNs, thread } of scheduling?.runs.on(cpu) ?? []) {
      const other = subjects.threadOf(thread)?.process;
      if (other === process) continue;
      const label = other === undefined ? 'an unknown thread' : labelOf(other, process);
      ran.set(label, (ran.get(label) ?? 0) + lengthOf(within(waits, beginNs, endNs)));
    }
  return [...ran]
    .map(([label, ns]) => ({ label, ns }))
    .filter(({ ns }) => ns > 0)
    .sort((one, other) => other.ns - one.ns);
}

/** When at least one of the threads waited to run. */
const waitsOf = (times: readonly ThreadTimes[]): Times =>
  union(
    times.flatMap(({ waitsNs }) =>
      Array.from({ length: waitsNs.length / 2 }, (_, at): [number, number] => [
        waitsNs[2 * at] as number,
        waitsNs[2 * at + 1] as number,
      ]),
    ),
  );

/** How long some threads ran on CPUs of others while at least one of the others waited to run, the longest first. */
export function runWhileWaiting(
  { threads: times, runs }: SchedulingFacts,
  running: readonly ThreadSubject[],
  waiting: readonly ThreadSubject[],
): { thread: ThreadSubject; ns: number }[] {
  const own = waiting.flatMap(({ index }) => times.get(index) ?? []);
  const waits = waitsOf(own);
  const byIndex = new Map(running.map((thread) => [thread.index, thread]));
  const ran = new Map<ThreadSubject, number>();
  for (const cpu of new Set(own.flatMap(({ cpus }) => cpus)))
    for (const { beginNs, endNs, thread: index } of runs.on(cpu)) {
      const thread = byIndex.get(index);
      const ns = thread ? lengthOf(within(waits, beginNs, endNs)) : 0;
      if (thread && ns > 0) ran.set(thread, (ran.get(thread) ?? 0) + ns);
    }
  return [...ran].map(([thread, ns]) => ({ thread, ns })).sort((one, other) => other.ns - one.ns);
}

const labelOf = ({ container, label }: ProcessSubject, process: ProcessSubject): string =>
  container !== null && container !== process.container ? container : label;
