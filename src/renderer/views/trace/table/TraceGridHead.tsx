// biome-ignore-all lint/a11y/useSemanticElements: the head of a virtual grid, which is no table element
import { ChevronDown, ChevronUp } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useState } from 'react';

export interface GridColumn<Row> {
  id: string;
  title: string;
  /** Width, as grid-template-columns takes it. */
  track: string;
  /** Figures are aligned to the right. */
  isRight?: boolean;
  isSortable?: boolean;
  cell(row: Row): ReactNode;
}

export interface GridSort {
  column: string;
  isDescending: boolean;
}

interface Props<Row> {
  id: string;
  columns: readonly GridColumn<Row>[];
  sort: GridSort | null;
  onSort: ((column: string) => void) | undefined;
}

/** The headings. Those that sort are one tab stop: the arrow keys move between them. */
export function TraceGridHead<Row>({ id, columns, sort, onSort }: Props<Row>) {
  const sortable = columns.filter(({ isSortable }) => isSortable && onSort).map((column) => column.id);
  const [stop, setStop] = useState<string | null>(null);
  const here = stop !== null && sortable.includes(stop) ? stop : (sort?.column ?? sortable[0]);
  const headId = (column: string): string => `${id}-head-${column}`;
  const onKeyDown = (event: KeyboardEvent, column: string): void => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const next = by === 0 ? undefined : sortable[sortable.indexOf(column) + by];
    if (next === undefined || event.altKey || event.ctrlKey) return;
    event.preventDefault();
    event.stopPropagation();
    setStop(next);
    document.getElementById(headId(next))?.focus();
  };
  return (
    <div role="rowgroup" className="trace-head-group">
      <div role="row" className="trace-head" aria-rowindex={1} tabIndex={-1}>
        {columns.map((column) => {
          const isSorted = sort?.column === column.id;
          const Arrow = sort?.isDescending ? ChevronDown : ChevronUp;
          const order = sort?.isDescending ? 'descending' : 'ascending';
          const canSort = sortable.includes(column.id);
          return (
            <div
              key={column.id}
              role="columnheader"
              tabIndex={-1}
              className={`trace-cell trace-cell-${column.id}${column.isRight ? ' trace-right' : ''}`}
              aria-sort={canSort ? (isSorted ? order : 'none') : undefined}
              title={canSort ? undefined : column.title}
            >
              {canSort ? (
                <button
                  type="button"
                  id={headId(column.id)}
                  className="trace-sort"
                  title={column.title}
                  tabIndex={column.id === here ? 0 : -1}
                  onFocus={() => setStop(column.id)}
                  onClick={() => onSort?.(column.id)}
                  onKeyDown={(event) => onKeyDown(event, column.id)}
                >
                  {isSorted ? <Arrow size={12} aria-hidden /> : null}
                  <span>{column.title}</span>
                </button>
              ) : (
                column.title
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}
