import type { TraceRow } from '@shared/model/trace-record';
import { filterRows } from './search/filter-rows';
import { parseQuery } from './search/parse-query';
import { type Sorting, sortRows } from './sort-rows';

/** Remembers the last result, because the view and its actions request the same list. */
function remembered<A extends readonly unknown[], R>(make: (...args: A) => R): (...args: A) => R {
  let last: { args: A; result: R } | null = null;
  return (...args) => {
    if (!last || !args.every((arg, at) => Object.is(arg, last?.args[at]))) last = { args, result: make(...args) };
    return last.result;
  };
}

const sorted = remembered(sortRows);

/** Returns the rows that the table shows for a query, in the table's order. A new query does not sort again. */
export const shownRows = remembered((rows: readonly TraceRow[], sort: Sorting, query: string) =>
  filterRows(sorted(rows, sort), parseQuery(query)),
);
