import type { WholeTrace } from '@shared/trace-view/timeline-rows';
import type { StateTimes } from '../table/StateSplit';

/** How threads of the same name spent their time in two traces; null where there is none. */
export interface PairedStates {
  /** Process and thread. */
  key: string;
  name: string;
  times: readonly [StateTimes | null, StateTimes | null];
}

type Read = Pick<WholeTrace, 'rows' | 'figures'>;

/**
 * Pairs the threads of two traces by the names of process and thread, the largest difference of running time first. Threads of the
 * same names are added up. Empty unless the scheduling of both was recorded.
 */
export function pairedStates(first: Read, second: Read): PairedStates[] {
  const [a, b] = [timesByName(first), timesByName(second)];
  if (a.size === 0 || b.size === 0) return [];
  const keys = [...new Set([...a.keys(), ...b.keys()])];
  return keys
    .map((key): PairedStates => {
      const [one, other] = [a.get(key) ?? null, b.get(key) ?? null];
      return { key, name: (one ?? other)?.name ?? '', times: [one, other] };
    })
    .sort((x, y) => differenceOf(y) - differenceOf(x) || (x.key < y.key ? -1 : 1));
}

const differenceOf = ({ times: [a, b] }: PairedStates): number => Math.abs((b?.runningNs ?? 0) - (a?.runningNs ?? 0));

function timesByName({ rows, figures }: Read): Map<string, StateTimes & { name: string }> {
  const times = new Map<string, StateTimes & { name: string }>();
  for (const [at, row] of rows.entries()) {
    const [runningNs, waitingNs, blockedNs] = [figures.runningNs, figures.waitingNs, figures.blockedNs].map(
      (column) => column[at] ?? Number.NaN,
    ) as [number, number, number];
    if (row.kind !== 'thread' || !(runningNs + waitingNs + blockedNs > 0)) continue;
    const key = JSON.stringify([rows[row.parent]?.name ?? '', row.name]);
    const sum = times.get(key) ?? { name: row.name, runningNs: 0, waitingNs: 0, blockedNs: 0 };
    times.set(key, {
      name: sum.name,
      runningNs: sum.runningNs + runningNs,
      waitingNs: sum.waitingNs + waitingNs,
      blockedNs: sum.blockedNs + blockedNs,
    });
  }
  return times;
}
