import type { TimelineRow } from '@shared/trace-view/timeline-rows';

export const ROW_SORTS = ['activity', 'name', 'time'] as const;
export type RowSort = (typeof ROW_SORTS)[number];

/** What the user selected about the rows. */
export interface RowChoice {
  /** Rows that are open or collapsed against their default. */
  toggled: ReadonlyMap<number, boolean>;
  hidden: ReadonlySet<number>;
  /** They stay at the bottom. Null: the CPUs. */
  pinned: ReadonlySet<number> | null;
  sort: RowSort;
  /** By parent, -1 for the outermost rows: rows that the user moved, in their order, before the others. */
  order: ReadonlyMap<number, readonly number[]>;
  filter: string;
  /** Whether hidden rows and rows without activity are shown. */
  showsHidden: boolean;
  /** Whether the tracer's own threads and processes are rows. */
  showsTracer: boolean;
}

export const ROWS_AT_FIRST: RowChoice = {
  toggled: new Map(),
  hidden: new Set(),
  pinned: null,
  sort: 'activity',
  order: new Map(),
  filter: '',
  showsHidden: false,
  showsTracer: false,
};

/** Whether each word of a filter is in the name or the number of a row. An empty filter names every row. */
export function isNamedBy(
  { name, fullName, number }: Pick<TimelineRow, 'name' | 'fullName' | 'number'>,
  words: readonly string[],
): boolean {
  const text = `${name} ${number ?? ''} ${fullName ?? ''}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

export const filterWords = (filter: string): string[] => filter.toLowerCase().split(/\s+/).filter(Boolean);

/**
 * The choice with which a row is shown that a search, an insight or a link leads to: nothing hides it, no row above it is collapsed, and the
 * filter is cleared unless it names the row, or one above or below it.
 */
export function revealed<C extends RowChoice>(choice: C, rows: readonly TimelineRow[], row: number): C {
  const path = pathOf(rows, row);
  const words = filterWords(choice.filter);
  const isNamed =
    path.some((one) => isNamedBy(rows[one] as TimelineRow, words)) ||
    rows.some((one, below) => isNamedBy(one, words) && pathOf(rows, below).includes(row));
  const above = path.slice(1).filter((one) => choice.toggled.get(one) === false || rows[one]?.kind === 'cpus');
  const hidden = new Set(choice.hidden);
  for (const one of path) hidden.delete(one);
  return {
    ...choice,
    filter: isNamed ? choice.filter : '',
    hidden: hidden.size === choice.hidden.size ? choice.hidden : hidden,
    toggled:
      above.length === 0 ? choice.toggled : new Map([...choice.toggled, ...above.map((one) => [one, true] as const)]),
  };
}

/** The row and those above it. */
function pathOf(rows: readonly TimelineRow[], row: number): number[] {
  const path: number[] = [];
  for (let at = row; at >= 0 && rows[at]; at = rows[at]?.parent ?? -1) path.push(at);
  return path;
}
