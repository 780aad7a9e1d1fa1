import type { TraceRow } from '@shared/model/trace-record';
import { functionalUpdate, useTable } from '@tanstack/react-table';
import { useMemo, useState } from 'react';
import { onlyColumns, sumOfWidths, useTracesTable } from '../../stores/traces-table';
import { COLUMN_DEFS, COLUMN_FEATURES, COLUMN_IDS, type ColumnId, shownColumns, widthOf } from './columns';

/** The rows are ours: ten thousand of them are sorted and searched in one pass, without an object for each. */
const NO_ROWS: TraceRow[] = [];
/** The column with the menu of each row. */
const MENU_WIDTH = 36;

/**
 * The columns on show with their widths, as TanStack Table keeps them; chosen and sized by the user, or as many as
 * there is room for.
 * @param roomPx width of the table
 */
export function useColumns(roomPx: number) {
  const { columns: chosen, widths, setWidths, showColumn } = useTracesTable();
  const wanted = shownColumns(chosen, widths, roomPx - MENU_WIDTH);
  // The same array as long as it names the same columns: rows are not drawn again while a column is sized.
  const [ids, setIds] = useState<readonly ColumnId[]>(wanted);
  if (ids.join() !== wanted.join()) setIds(wanted);
  const visibility = useMemo(
    () => Object.fromEntries(COLUMN_IDS.map((id) => [id, ids.includes(id)])) as Record<ColumnId, boolean>,
    [ids],
  );
  const table = useTable({
    features: COLUMN_FEATURES,
    columns: COLUMN_DEFS,
    data: NO_ROWS,
    columnResizeMode: 'onChange',
    state: { columnVisibility: visibility, columnSizing: widths as Record<string, number> },
    onColumnSizingChange: (update) =>
      setWidths(onlyColumns(functionalUpdate(update, widths as Record<string, number>))),
  });
  const tracks = ids.map((id) =>
    id === 'title' ? `minmax(${widthOf(id, widths)}px, 1fr)` : `${widthOf(id, widths)}px`,
  );
  return {
    headers: table.getLeafHeaders().filter((header) => header.column.getIsVisible()),
    ids,
    showColumn,
    /** For grid-template-columns. */
    template: `${tracks.join(' ')} ${MENU_WIDTH}px`,
    leastWidth: sumOfWidths(ids, widths) + MENU_WIDTH,
  };
}
