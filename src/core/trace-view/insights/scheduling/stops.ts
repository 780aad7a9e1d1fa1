import type { InsightFacts } from '../facts/insight-facts';
import type { ThreadSubject } from '../facts/subjects';
import { type Times, union, within } from './cpu-runs';

type Stop = readonly [beginNs: number, endNs: number];

/**
 * When threads of a group could run although one of their own CPUs was idle, and no thread of the group ran. A quota stops all
 * threads of a control group together (kernel, Documentation/scheduler/sched-bwc.rst).
 */
export function stopsOf(
  { scheduling, lengthNs }: InsightFacts,
  threads: readonly ThreadSubject[],
  leastNs: number,
): Stop[] {
  if (!scheduling) return [];
  const { runs } = scheduling;
  const held: Stop[] = [];
  const own = new Set(threads.map(({ index }) => index));
  const cpus = new Set<number>();
  for (const index of own) {
    const times = scheduling.threads.get(index);
    if (!times || times.cpus.length === 0) continue;
    for (const cpu of times.cpus) cpus.add(cpu);
    const idle = runs.idleTimes(times.cpus, lengthNs);
    for (let at = 0; at < times.waitsNs.length; at += 2) {
      const [begin, end] = [times.waitsNs[at] as number, times.waitsNs[at + 1] as number];
      if (end - begin >= leastNs) held.push(...within(idle, begin, end));
    }
  }
  const running = union(
    [...cpus].flatMap((cpu) =>
      runs
        .on(cpu)
        .filter(({ thread }) => own.has(thread))
        .map(({ beginNs, endNs }): Stop => [beginNs, endNs]),
    ),
  );
  return pairsOf(union(held))
    .flatMap((stop) => without(stop, running))
    .filter(([begin, end]) => end - begin >= leastNs);
}

const pairsOf = (times: Times): Stop[] =>
  Array.from({ length: times.length / 2 }, (_, at) => [times[2 * at] as number, times[2 * at + 1] as number]);

/** The parts of a time that are not in others. */
function without([begin, end]: Stop, times: Times): Stop[] {
  const rest: Stop[] = [];
  let from = begin;
  for (const [busyFrom, busyTo] of within(times, begin, end)) {
    if (busyFrom > from) rest.push([from, busyFrom]);
    from = busyTo;
  }
  if (end > from) rest.push([from, end]);
  return rest;
}
