// biome-ignore-all lint/a11y/useSemanticElements: the head of a virtual grid, which is no table element
import type { ColumnId } from '@shared/model/trace-columns';
import { ChevronDown, ChevronUp } from 'lucide-react';
import { type KeyboardEvent, memo, useState } from 'react';
import { boundedWidth, widthOf } from '../../models/traces-table/columns';
import { announce } from '../../stores/announce';
import { useTracesTable } from '../../stores/traces-table';
import { texts } from '../../texts/en';
import { ColumnResizer } from './ColumnResizer';
import { ColumnsMenu } from './ColumnsMenu';
import type { useColumns } from './use-columns';

const { traces: labels } = texts;
/** The step of Alt+arrow, pixels. */
const STEP = 16;
const headId = (id: ColumnId): string => `column-${id}`;

/** One tab stop: the arrow keys move between headings, Enter sorts, Alt+arrow resizes. */
export const TableHead = memo(({ columns }: { columns: ReturnType<typeof useColumns> }) => {
  const { sort, sortBy, widths, setWidths } = useTracesTable();
  const [stop, setStop] = useState<ColumnId>('title');
  const { ids } = columns;
  const here = ids.includes(stop) ? stop : 'title';

  const onKeyDown = (event: KeyboardEvent, id: ColumnId, width: number): void => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (by === 0 || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.altKey) {
      if (id === 'title') return; // the title takes the remaining width
      const next = boundedWidth(id, width + by * STEP);
      setWidths({ ...widths, [id]: next });
      announce(`${labels.resize(labels.columns[id])}: ${next}`);
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
        {ids.map((id) => {
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
                title={id === 'title' ? labels.columns[id] : `${labels.columns[id]}\n${labels.columnHelp}`}
                aria-keyshortcuts={id === 'title' ? undefined : 'Alt+ArrowLeft Alt+ArrowRight'}
                tabIndex={id === here ? 0 : -1}
                onFocus={() => setStop(id)}
                onClick={() => sortBy(id)}
                onKeyDown={(event) => onKeyDown(event, id, widthOf(id, widths))}
              >
                <span className="sort-name">{labels.columns[id]}</span>
                {active ? <Arrow size={14} aria-hidden className="sort-arrow" /> : null}
              </button>
              {id === 'title' ? null : <ColumnResizer id={id} />}
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
