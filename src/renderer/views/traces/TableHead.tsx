// biome-ignore-all lint/a11y/useSemanticElements: the head of a virtual grid, which is no table element
import { ChevronDown, ChevronUp } from 'lucide-react';
import { type KeyboardEvent, memo, useState } from 'react';
import { announce } from '../../stores/announce';
import { useTracesTable } from '../../stores/traces-table';
import { texts } from '../../texts/en';
import { ColumnsMenu } from './ColumnsMenu';
import { boundedWidth, type ColumnId } from './columns';
import type { useColumns } from './use-columns';

const { traces: words } = texts;
/** One press of Alt+arrow, pixels. */
const STEP = 16;
const headId = (id: ColumnId): string => `column-${id}`;

/** One stop of Tab: the arrow keys go from heading to heading, Enter sorts, Alt+arrow sizes. */
export const TableHead = memo(({ columns }: { columns: ReturnType<typeof useColumns> }) => {
  const { sort, sortBy, widths, setWidths } = useTracesTable();
  const [stop, setStop] = useState<ColumnId>('title');
  const { ids, headers } = columns;
  const here = ids.includes(stop) ? stop : 'title';

  const onKeyDown = (event: KeyboardEvent, id: ColumnId, width: number): void => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (by === 0 || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.altKey) {
      if (id === 'title') return; // it has what the others leave
      const next = boundedWidth(id, width + by * STEP);
      setWidths({ ...widths, [id]: next });
      announce(`${words.resize(words.columns[id])}: ${next}`);
      return;
    }
    const next = ids[ids.indexOf(id) + by];
    if (!next) return;
    setStop(next);
    document.getElementById(headId(next))?.focus();
  };

  return (
    <div role="rowgroup" className="table-top">
      <div className="table-head" role="row" aria-rowindex={1} tabIndex={-1}>
        {headers.map((header) => {
          const id = header.column.id as ColumnId;
          const active = sort.key === id;
          const Arrow = sort.descending ? ChevronDown : ChevronUp;
          return (
            <div
              key={id}
              role="columnheader"
              tabIndex={-1}
              className={`cell cell-${id}`}
              aria-sort={active ? (sort.descending ? 'descending' : 'ascending') : 'none'}
            >
              <button
                type="button"
                id={headId(id)}
                className="sort"
                title={id === 'title' ? words.columns[id] : `${words.columns[id]}\n${words.columnHelp}`}
                aria-keyshortcuts={id === 'title' ? undefined : 'Alt+ArrowLeft Alt+ArrowRight'}
                tabIndex={id === here ? 0 : -1}
                onFocus={() => setStop(id)}
                onClick={() => sortBy(id)}
                onKeyDown={(event) => onKeyDown(event, id, header.getSize())}
              >
                <span className="sort-name">{words.columns[id]}</span>
                {active ? <Arrow size={14} aria-hidden className="sort-arrow" /> : null}
              </button>
              {id === 'title' ? null : (
                <span
                  aria-hidden
                  className={header.column.getIsResizing() ? 'resizer resizer-active' : 'resizer'}
                  onMouseDown={header.getResizeHandler()}
                  onTouchStart={header.getResizeHandler()}
                  onDoubleClick={() => setWidths(withoutKey(widths, id))}
                />
              )}
            </div>
          );
        })}
        <div role="columnheader" tabIndex={-1} className="cell-menu">
          <ColumnsMenu shown={ids} />
        </div>
      </div>
    </div>
  );
});

function withoutKey<T extends object, K extends keyof T>(from: T, key: K): Omit<T, K> {
  const { [key]: _gone, ...rest } = from;
  return rest;
}
