// biome-ignore-all lint/a11y/useSemanticElements: rows of a table element cannot be virtual: they are positioned absolutely
import './table.css';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type MouseEvent, useEffect, useRef } from 'react';
import { target } from '../../../models/traces-table/selection';
import { onSecondPress } from '../../../parts/second-press';
import { type GridColumn, type GridSort, TraceGridHead } from './TraceGridHead';
import { type GridTree, treeKey } from './tree-keys';

interface Props<Row> {
  /** Of the element; the ids of its rows begin with it. */
  id: string;
  label: string;
  rows: readonly Row[];
  keyOf(row: Row): string;
  columns: readonly GridColumn<Row>[];
  /** Pixels. */
  rowHeight?: number;
  /** Key of the selected row. */
  selected: string | null;
  onSelect(row: Row | null): void;
  /** Enter, and a double click. */
  onOpen?(row: Row): void;
  sort?: GridSort | null;
  onSort?(column: string): void;
  /** Makes it a tree. */
  tree?: GridTree<Row>;
}

/** A virtual grid with one selected row, which the keys move. The grid has the focus. */
export function TraceGrid<Row>(props: Props<Row>) {
  const { id, label, rows, keyOf, columns, rowHeight = 24, selected, onSelect, onOpen, tree } = props;
  const box = useRef<HTMLDivElement>(null);
  const at = selected === null ? -1 : rows.findIndex((row) => keyOf(row) === selected);
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    scrollMargin: 28,
    scrollPaddingStart: 28,
    overscan: 8,
  });
  const revealed = useRef<string | null>(null);
  useEffect(() => {
    if (selected === revealed.current) return;
    revealed.current = selected;
    if (at >= 0) list.scrollToIndex(at, { align: 'auto' });
  }, [at, selected, list]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.metaKey || event.ctrlKey || event.target !== event.currentTarget) return;
    const row = rows[at];
    const page = Math.floor((box.current?.clientHeight ?? rowHeight) / rowHeight) - 2;
    const next = target(event.key, at, rows.length, page) ?? (tree ? treeKey(event.key, at, rows, tree) : null);
    if (next !== null) {
      const one = rows[next];
      if (one !== undefined) onSelect(one);
    } else if (event.key === 'Enter' && row !== undefined && onOpen) onOpen(row);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const keepFocus = (event: MouseEvent): void => {
    if (event.target instanceof Element && event.target.closest('button')) return;
    event.preventDefault();
    box.current?.focus({ preventScroll: true });
  };
  const shown = list.getVirtualItems();
  const template = columns.map(({ track }) => track).join(' ');

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it is a grid or a tree of rows
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles have a label
    <div
      id={id}
      className="trace-grid"
      role={tree ? 'treegrid' : 'grid'}
      aria-label={label}
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length}
      aria-activedescendant={shown.some(({ index }) => index === at) ? `${id}-${at}` : undefined}
      tabIndex={0}
      ref={box}
      style={{ '--trace-columns': template } as React.CSSProperties}
      onKeyDown={onKeyDown}
    >
      <TraceGridHead id={id} columns={columns} sort={props.sort ?? null} onSort={props.onSort} />
      <div role="rowgroup" className="trace-rows" style={{ height: list.getTotalSize() }} onMouseDown={keepFocus}>
        {shown.map(({ index, key, start }) => {
          const row = rows[index];
          if (row === undefined) return null;
          const isOpen = tree?.isOpen(row);
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the grid has the focus and handles the keys
            <div
              key={key}
              id={`${id}-${index}`}
              role="row"
              tabIndex={-1}
              aria-rowindex={index + 2}
              aria-selected={index === at}
              aria-level={tree ? tree.levelOf(row) + 1 : undefined}
              aria-expanded={isOpen ?? undefined}
              className="trace-row"
              style={{ height: rowHeight, transform: `translateY(${start - 28}px)` }}
              onClick={() => onSelect(row)}
              onMouseDown={onSecondPress(() => onOpen?.(row))}
            >
              {columns.map((column) => (
                <div key={column.id} role="gridcell" tabIndex={-1} className={cellClass(column)}>
                  {column.cell(row)}
                </div>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}

const cellClass = ({ id, isRight }: { id: string; isRight?: boolean }): string =>
  `trace-cell trace-cell-${id}${isRight ? ' trace-right' : ''}`;
