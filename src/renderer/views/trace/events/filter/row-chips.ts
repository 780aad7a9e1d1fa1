import type { TimelineRow } from '@shared/trace-view/timeline-rows';
import { texts } from '../../../../texts/en';
import { nameOfRow } from '../../timeline/rows/row-text';
import type { Chip } from './FilterChip';

const { events: labels, search } = texts.traceTabs;
/** More of them are one chip. */
const MOST = 3;

/** Chips of the selected rows. */
export function rowChips(
  selected: readonly number[],
  rows: readonly TimelineRow[],
  onRows: (rows: number[]) => void,
): Chip[] {
  if (selected.length > MOST)
    return [{ key: 'rows', subject: null, value: labels.rows(selected.length), edit: null, remove: () => onRows([]) }];
  return selected.flatMap((row): Chip[] => {
    const one = rows[row];
    if (!one) return [];
    const value = one.number === null ? nameOfRow(one) : `${nameOfRow(one)} ${one.number}`;
    const remove = (): void => onRows(selected.filter((other) => other !== row));
    return [{ key: `row ${row}`, subject: search.kinds[one.kind], value, edit: null, remove }];
  });
}
