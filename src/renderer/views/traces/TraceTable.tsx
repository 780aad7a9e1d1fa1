// biome-ignore-all lint/a11y/useSemanticElements: rows of a table element cannot be virtual: they stand on the page by position
import type { TraceRow } from '@shared/model/trace-record';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ChevronDown, ChevronUp } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useTraces } from '../../stores/traces';
import { texts } from '../../texts/en';
import { askToDelete, askToRename, TABLE_ID } from './detail-requests';
import { SORT_KEYS } from './sort-rows';
import { TraceRowCells } from './TraceRowCells';

const ROW = 32;
const { traces } = texts;
const rowId = (id: string): string => `trace-${id}`;

/** A grid with one focus: the arrow keys move the choice, only the rows in sight are in the page. */
export function TraceTable({ rows }: { rows: readonly TraceRow[] }) {
  const { sort, sortBy, selectedId, select } = useTraces();
  const box = useRef<HTMLDivElement>(null);
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW,
    overscan: 6,
  });
  const chosen = rows.findIndex((row) => row.id === selectedId);
  useEffect(() => {
    if (chosen >= 0) list.scrollToIndex(chosen, { align: 'auto' });
  }, [chosen, list]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const target = targetOf(event.key, chosen, rows.length, Math.floor((box.current?.clientHeight ?? ROW) / ROW) - 1);
    const row = target === null ? undefined : rows[target];
    if (row) select(row.id);
    else if (event.key === 'Escape') select(null);
    else if (event.key === 'F2' && selectedId) askToRename();
    else if (event.key === 'Delete' && selectedId) askToDelete();
    else return;
    event.preventDefault();
  };

  return (
    <div
      id={TABLE_ID}
      className="table"
      role="grid"
      aria-label={traces.table}
      aria-rowcount={rows.length + 1}
      aria-activedescendant={chosen >= 0 ? rowId(rows[chosen]?.id ?? '') : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div className="table-head" role="row" aria-rowindex={1} tabIndex={-1}>
        {SORT_KEYS.map((key) => {
          const active = sort.key === key;
          const Arrow = sort.descending ? ChevronDown : ChevronUp;
          return (
            <div
              key={key}
              role="columnheader"
              tabIndex={-1}
              className={`cell cell-${key}`}
              aria-sort={active ? (sort.descending ? 'descending' : 'ascending') : 'none'}
            >
              <button type="button" className="sort" onClick={() => sortBy(key)}>
                {traces.columns[key]}
                {active ? <Arrow size={14} aria-hidden /> : null}
              </button>
            </div>
          );
        })}
      </div>
      <div className="table-body" role="rowgroup" ref={box}>
        <div role="presentation" className="table-space" style={{ height: list.getTotalSize() }}>
          {list.getVirtualItems().map((item) => {
            const row = rows[item.index];
            if (!row) return null;
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the grid itself holds the focus and handles the keys
              <div
                key={row.id}
                id={rowId(row.id)}
                role="row"
                tabIndex={-1}
                aria-rowindex={item.index + 2}
                aria-selected={row.id === selectedId}
                className="table-row"
                style={{ transform: `translateY(${item.start}px)` }}
                onClick={() => select(row.id)}
              >
                <TraceRowCells row={row} />
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** Where a key moves the choice; null when it is no such key. */
function targetOf(key: string, chosen: number, rows: number, page: number): number | null {
  const last = rows - 1;
  const moves: Record<string, number> = {
    ArrowDown: Math.min(last, chosen + 1),
    ArrowUp: Math.max(0, chosen - 1),
    Home: 0,
    End: last,
    PageDown: Math.min(last, chosen + page),
    PageUp: Math.max(0, chosen - page),
  };
  return moves[key] ?? null;
}
