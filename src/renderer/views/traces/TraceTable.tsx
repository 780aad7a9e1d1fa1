// biome-ignore-all lint/a11y/useSemanticElements: rows of a table element cannot be virtual: they are positioned absolutely
import './table.css';
import { ContextMenu } from '@base-ui/react/context-menu';
import type { TraceRow } from '@shared/model/trace-record';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type MouseEvent, memo, type PointerEvent, useEffect, useMemo, useRef } from 'react';
import { extended, only, toggled } from '../../models/traces-table/selection';
import { onSecondPress } from '../../parts/second-press';
import { useTraces } from '../../stores/traces';
import { texts } from '../../texts/en';
import { hover, useWantedArchives } from './drag-handle/wanted-archives';
import { TABLE_ID } from './focus-table';
import { RowMenu } from './RowMenu';
import { TableHead } from './TableHead';
import { TraceRowCells } from './TraceRowCells';
import { openSelected } from './trace-actions';
import { useColumns } from './use-columns';
import { useTableKeys } from './use-table-keys';
import { useWidth } from './use-width';

const openAtSecondPress = onSecondPress(openSelected);

const ROW = 32;
const { traces } = texts;
/** The grid keeps the focus for its rows: a click on a row neither takes the focus nor selects text. */
function keepFocusInGrid(event: MouseEvent): void {
  event.preventDefault();
  document.getElementById(TABLE_ID)?.focus({ preventScroll: true });
}
/** Prepares the archive of the row under the pointer, which may be dragged next. */
function hoverRow({ target }: PointerEvent): void {
  if (target instanceof Element) hover(target.closest<HTMLElement>('[data-trace]')?.dataset['trace'] ?? null);
}
const rowId = (id: string): string => `trace-${id}`;

/**
 * A grid with one focus: keys move the selection, and only the visible rows are rendered. Row elements are reused for
 * other rows, because a search changes every row at each key.
 */
export const TraceTable = memo(({ rows }: { rows: readonly TraceRow[] }) => {
  const selection = useTraces((state) => state.selection);
  const choose = useTraces((state) => state.setSelection);
  const box = useRef<HTMLDivElement>(null);
  useWantedArchives();
  const columns = useColumns(useWidth(box));
  const order = useMemo(() => rows.map((row) => row.id), [rows]);
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW,
    scrollMargin: ROW,
    scrollPaddingStart: ROW,
    overscan: 6,
  });
  const focused = selection.focus === null ? -1 : order.indexOf(selection.focus);
  const shown = list.getVirtualItems();
  const focusIsHere = shown.some((item) => item.index === focused);
  const revealed = useRef<string | null>(null);
  // Scroll to a row that was selected by key, by Undo or from another view. A list that changes meanwhile does not scroll.
  useEffect(() => {
    if (selection.focus === revealed.current) return;
    revealed.current = selection.focus;
    if (focused >= 0) list.scrollToIndex(focused, { align: 'auto' });
  }, [focused, selection.focus, list]);
  const onKeyDown = useTableKeys({
    order,
    focused,
    pageRows: () => Math.floor((box.current?.clientHeight ?? ROW) / ROW) - 2,
    rowElement: (id) => document.getElementById(rowId(id)),
  });

  const onRowClick = (event: MouseEvent, id: string): void => {
    if (event.shiftKey) choose(extended(selection, order, id));
    else if (event.ctrlKey || event.metaKey) choose(toggled(selection, id));
    else choose(only(id));
  };
  /** A menu applies to the selection, so a row outside of the selection is selected first. */
  const onContextMenu = (event: MouseEvent): void => {
    const id =
      event.target instanceof Element ? event.target.closest<HTMLElement>('[data-trace]')?.dataset['trace'] : null;
    if (!id) {
      event.preventDefault();
      event.stopPropagation();
    } else if (!selection.ids.has(id)) choose(only(id));
  };
  const style = { '--columns': columns.template, '--least-width': `${columns.leastWidth}px` } as CSSProperties;

  return (
    <ContextMenu.Root>
      <ContextMenu.Trigger className="table-trigger" onContextMenuCapture={onContextMenu}>
        <div
          id={TABLE_ID}
          className="table"
          role="grid"
          aria-label={traces.table}
          aria-rowcount={rows.length + 1}
          aria-colcount={columns.ids.length + 1}
          aria-multiselectable
          aria-activedescendant={focusIsHere && selection.focus ? rowId(selection.focus) : undefined}
          tabIndex={0}
          ref={box}
          style={style}
          onKeyDown={onKeyDown}
        >
          <TableHead columns={columns} />
          <div
            role="rowgroup"
            className="table-space"
            style={{ height: list.getTotalSize() }}
            onMouseDown={keepFocusInGrid}
            onPointerOver={hoverRow}
          >
            {shown.map((item) => {
              const row = rows[item.index];
              if (!row) return null;
              const { id } = row;
              return (
                // biome-ignore lint/a11y/useKeyWithClickEvents: the grid has the focus and handles the keys
                <div
                  key={item.key}
                  id={rowId(id)}
                  data-trace={id}
                  role="row"
                  tabIndex={-1}
                  aria-rowindex={item.index + 2}
                  aria-selected={selection.ids.has(id)}
                  className={id === selection.focus ? 'table-row table-row-focus' : 'table-row'}
                  style={{ transform: `translateY(${item.start - ROW}px)` }}
                  onClick={(event) => onRowClick(event, id)}
                  onMouseDown={openAtSecondPress}
                >
                  <TraceRowCells row={row} columns={columns.ids} />
                </div>
              );
            })}
          </div>
        </div>
      </ContextMenu.Trigger>
      <RowMenu />
    </ContextMenu.Root>
  );
});
