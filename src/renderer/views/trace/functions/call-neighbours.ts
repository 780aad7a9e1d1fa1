import type { ViewedTree } from '@shared/trace-view/function-page';
import type { FunctionKey } from '@shared/trace-view/picture';

/** A function that calls another one, or is called by it. */
export interface Neighbour {
  key: FunctionKey;
  name: string;
  /** For a caller: the time in the called function. For a callee: its own time below the caller. */
  totalNs: number;
  count: number;
}

/** The callers and callees of a function in a top-down tree, the most time first. Calls of itself are left out. */
export function neighboursOf(
  { parent, function: functions, keys, names, totalNs, count }: ViewedTree,
  key: FunctionKey,
): { callers: Neighbour[]; callees: Neighbour[] } {
  const callers = new Map<number, Neighbour>();
  const callees = new Map<number, Neighbour>();
  const at = keys.indexOf(key);
  if (at < 0) return { callers: [], callees: [] };
  const add = (all: Map<number, Neighbour>, one: number, node: number): void => {
    const neighbour = all.get(one) ?? { key: keys[one] ?? '', name: names[one] ?? '', totalNs: 0, count: 0 };
    neighbour.totalNs += totalNs[node] ?? 0;
    neighbour.count += count[node] ?? 0;
    all.set(one, neighbour);
  };
  for (let node = 0; node < parent.length; node += 1) {
    const up = parent[node] ?? -1;
    const above = up < 0 ? -1 : (functions[up] ?? -1);
    const here = functions[node] ?? -1;
    if (above === here || up < 0) continue;
    if (here === at) add(callers, above, node);
    if (above === at) add(callees, here, node);
  }
  const sorted = (all: Map<number, Neighbour>): Neighbour[] => [...all.values()].sort((a, b) => b.totalNs - a.totalNs);
  return { callers: sorted(callers), callees: sorted(callees) };
}
