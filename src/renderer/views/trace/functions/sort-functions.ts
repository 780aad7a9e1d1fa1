import { FUNCTION_SORTS, type FunctionSort } from '@shared/analysis/function-table';
import type { ViewedFunction } from '@shared/trace-view/function-page';
import type { GridSort } from '../table/TraceGridHead';

/** All calls, also those without a known begin or end, which are not in the statistics. */
export const callsOf = ({ count, cut }: ViewedFunction): number => count + cut;

const FIGURES = {
  total: ({ totalNs }) => totalNs,
  self: ({ selfNs }) => selfNs,
  count: (one) => callsOf(one),
  p50: ({ p50Ns }) => p50Ns ?? -1,
  p90: ({ p90Ns }) => p90Ns ?? -1,
  p99: ({ p99Ns }) => p99Ns ?? -1,
  max: ({ maxNs }) => maxNs ?? -1,
} as const satisfies Record<string, (row: ViewedFunction) => number>;

export const DEFAULT_SORT: GridSort = { column: 'total', isDescending: true };

/** The order after a click on a heading: figures begin with the largest, names with the first. */
export const nextSort = (sort: GridSort, column: string): GridSort =>
  sort.column === column ? { column, isDescending: !sort.isDescending } : { column, isDescending: column !== 'name' };

/** The order in which the trace's process selects the functions of an answer, if there are too many. */
export const askedSort = ({ column }: GridSort): FunctionSort =>
  FUNCTION_SORTS.find((sort) => sort === column) ?? 'total';

/** Equal figures are sorted by name, so that the order is always the same. */
export function sortFunctions(
  functions: readonly ViewedFunction[],
  { column, isDescending }: GridSort,
): ViewedFunction[] {
  const sign = isDescending ? -1 : 1;
  const figure = column in FIGURES ? FIGURES[column as keyof typeof FIGURES] : null;
  return functions.toSorted(
    (a, b) => (figure ? sign * (figure(a) - figure(b)) : 0) || (figure ? 1 : sign) * compareNames(a, b),
  );
}

const compareNames = (a: ViewedFunction, b: ViewedFunction): number =>
  a.function < b.function ? -1 : a.function > b.function ? 1 : a.key < b.key ? -1 : 1;

/** Functions whose name, process or container contains the text, in any case. */
export function matchingFunctions(functions: readonly ViewedFunction[], text: string): readonly ViewedFunction[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return functions;
  return functions.filter(({ function: name, process, container }) =>
    [name, process, container ?? ''].some((one) => one.toLowerCase().includes(wanted)),
  );
}

/** The process of each function, where functions of several processes are shown; null otherwise. */
export function processNames(functions: readonly ViewedFunction[]): (one: ViewedFunction) => string | null {
  const processOf = ({ process, vpid }: ViewedFunction): string => (vpid === null ? process : `${process} [${vpid}]`);
  const all = new Set(functions.map(processOf));
  return (one) => (all.size > 1 ? processOf(one) : null);
}
