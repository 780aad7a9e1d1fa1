import type { ColumnId } from '@shared/model/trace-columns';
import { useMemo, useState } from 'react';
import { shownColumns, widthOf } from '../../models/traces-table/columns';
import { sumOfWidths, useTracesTable } from '../../stores/traces-table';

/** The column with the button and the menu of each row. */
const MENU_WIDTH = 68;

/**
 * The shown columns and the layout that follows from their widths.
 * @param roomPx width of the table
 */
export function useColumns(roomPx: number) {
  const { columns: selected, widths } = useTracesTable();
  const wanted = shownColumns(selected, widths, roomPx - MENU_WIDTH);
  // Keep the same array while it names the same columns, so that rows are not rendered again during a resize.
  const [ids, setIds] = useState<readonly ColumnId[]>(wanted);
  if (ids.join() !== wanted.join()) setIds(wanted);
  return useMemo(() => {
    const tracks = ids.map((id) =>
      id === 'title' ? `minmax(${widthOf(id, widths)}px, 1fr)` : `${widthOf(id, widths)}px`,
    );
    return {
      ids,
      /** The value of grid-template-columns. */
      template: `${tracks.join(' ')} ${MENU_WIDTH}px`,
      leastWidth: sumOfWidths(ids, widths) + MENU_WIDTH,
    };
  }, [ids, widths]);
}
