import type { TraceRow } from '@shared/model/trace-record';
import { functionalUpdate, type Updater, useTable } from '@tanstack/react-table';
import { useMemo, useState } from 'react';
import { onlyColumns, sumOfWidths, useTracesTable } from '../../stores/traces-table';
import { COLUMN_DEFS, COLUMN_FEATURES, COLUMN_IDS, type ColumnId, shownColumns, widthOf } from './columns';

/** The rows are ours: ten thousand of them are sorted and searched in one pass, without an object for each. */
const NO_ROWS: TraceRow[] = [];
/** The column with the button and the menu of each row. */
const MENU_WIDTH = 68;

/**
 * The columns on show with their widths, as TanStack Table keeps them; chosen and sized by the user, or as many as
 * there is room for.
 * @param roomPx width of the table
 */
export function useColumns(roomPx: number) {
  const { columns: chosen, widths, setWidths } = useTracesTable();
  const wanted = shownColumns(chosen, widths, roomPx - MENU_WIDTH);
  // The same array as long as it names the same columns: rows are not drawn again while a column is sized.
  const [ids, setIds] = useState<readonly ColumnId[]>(wanted);
  if (ids.join() !== wanted.join()) setIds(wanted);
  const options = useMemo(() => {
    const shown = new Set(ids);
    const sizing: Record<string, number> = { ...widths };
    return {
      features: COLUMN_FEATURES,
      columns: COLUMN_DEFS,
      data: NO_ROWS,
      columnResizeMode: 'onChange' as const,
      state: {
        columnVisibility: Object.fromEntries(COLUMN_IDS.map((id) => [id, shown.has(id)])),
        columnSizing: sizing,
      },
      onColumnSizingChange: (update: Updater<Record<string, number>>) =>
        setWidths(onlyColumns(functionalUpdate(update, sizing))),
    };
  }, [ids, widths, setWidths]);
  const table = useTable(options);
  const { columnResizing } = table.state;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the headers say whether they are being sized
  return useMemo(() => {
    const tracks = ids.map((id) =>
      id === 'title' ? `minmax(${widthOf(id, widths)}px, 1fr)` : `${widthOf(id, widths)}px`,
    );
    return {
      headers: table.getLeafHeaders().filter((header) => header.column.getIsVisible()),
      ids,
      /** For grid-template-columns. */
      template: `${tracks.join(' ')} ${MENU_WIDTH}px`,
      leastWidth: sumOfWidths(ids, widths) + MENU_WIDTH,
    };
  }, [table, ids, widths, columnResizing]);
}
