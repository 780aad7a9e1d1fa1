import type { FunctionRow } from '@reader/analysis/analysis';
import type { InsightPlace } from '@shared/trace-view/insight';
import type { NamedFunction } from '../../../analysis/functions/function-figures';
import { type InsightFacts, placeAt } from './insight-facts';

/** See FunctionKey; null if the timeline has no row for the process. */
export function functionKey({ rows }: InsightFacts, { process, address }: FunctionRow): string | null {
  const row = rows.rowOfProcess(process);
  return row === null ? null : `${row}:${address.toString(16)}`;
}

/** The longest complete call of a function. It can be selected if all calls of the function have the same depth. */
export function longestCall(facts: InsightFacts, { row }: NamedFunction): InsightPlace {
  const { maxAtNs, maxNs, maxThread } = row.calls;
  const thread = facts.rows.rowOfThread(maxThread);
  const depth = depthOf(facts, row);
  return placeAt(maxAtNs, maxAtNs + maxNs, [thread], {
    function: functionKey(facts, row),
    call: thread === null || depth === null ? null : { row: thread, depth, atNs: maxAtNs },
  });
}

/** Null if the function was called at several depths. */
function depthOf({ analysis: { tree, functions } }: InsightFacts, row: FunctionRow): number | null {
  const wanted = functions.indexOf(row);
  const depths = new Uint32Array(tree.parent.length);
  const found = new Set<number>();
  for (let node = 0; node < tree.parent.length; node++) {
    const parent = tree.parent[node] as number;
    const depth = parent < 0 ? 0 : (depths[parent] as number) + 1;
    depths[node] = depth;
    if (tree.function[node] === wanted) found.add(depth);
  }
  const [depth = null] = found;
  return found.size === 1 ? depth : null;
}

/** Names of the functions that called it, the most frequent first. */
export function callersOf(
  { analysis: { tree, functions }, functions: named }: InsightFacts,
  row: FunctionRow,
): string[] {
  const wanted = functions.indexOf(row);
  const counts = new Map<number, number>();
  for (let node = 0; node < tree.parent.length; node++) {
    const parent = tree.parent[node] as number;
    if (tree.function[node] !== wanted || parent < 0) continue;
    const caller = tree.function[parent] as number;
    counts.set(caller, (counts.get(caller) ?? 0) + (tree.count[node] as number));
  }
  const labels = new Map(named.map((one) => [one.row, one.label]));
  const callers = [...counts].sort((one, other) => other[1] - one[1]).map(([index]) => functions[index]);
  return callers.flatMap((caller) => (caller && labels.get(caller)) ?? []);
}
