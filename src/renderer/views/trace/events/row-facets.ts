import type { RowFigures, TimelineRow } from '@shared/trace-view/timeline-rows';
import { nameOfRow } from '../timeline/rows/row-text';

/** A row that events can be narrowed to. */
export interface RowFacet {
  row: number;
  name: string;
  /** Told apart by its number where the name occurs twice. */
  number: number | null;
  events: number;
}

const sorted = (facets: RowFacet[]): RowFacet[] => facets.sort((a, b) => b.events - a.events || a.row - b.row);

/** Containers, or threads, with the number of their events in the range, the most first. Those without any are left out. */
export function rowFacets(
  rows: readonly TimelineRow[],
  figures: Pick<RowFigures, 'events'>,
  kind: 'container' | 'thread',
): RowFacet[] {
  const found = rows.flatMap((row, at) => {
    const events = figures.events[at] ?? 0;
    return row.kind === kind && events > 0 ? [{ row: at, name: nameOfRow(row), number: row.number, events }] : [];
  });
  const seen = new Map<string, number>();
  for (const { name } of found) seen.set(name, (seen.get(name) ?? 0) + 1);
  return sorted(found.map((one) => ((seen.get(one.name) ?? 0) > 1 ? one : { ...one, number: null })));
}

/** Selects a row in addition, or no longer. */
export const toggledRow = (rows: readonly number[], row: number): number[] =>
  rows.includes(row) ? rows.filter((one) => one !== row) : [...rows, row];
