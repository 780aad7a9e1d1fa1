// biome-ignore-all lint/a11y/useSemanticElements: rows of a table element cannot be virtual: they are positioned absolutely
import type { TimelineRow } from '@shared/trace-view/timeline-rows';
import { type CSSProperties, type KeyboardEvent, type MouseEvent, useEffect } from 'react';
import { target } from '../../../models/traces-table/selection';
import { onSecondPress } from '../../../parts/second-press';
import { texts } from '../../../texts/en';
import { columnTracks, EVENT_LAYOUT, isRightColumn } from './event-columns';
import { type EventSelection, isSelected, selectTo } from './event-selection';
import type { EventColumn } from './event-text';
import type { LoadedEvents } from './use-event-loader';
import { EVENT_ROW, type EventScroll } from './use-event-scroll';

const { events: labels } = texts.traceTabs;
export const EVENT_TABLE_ID = 'trace-events';

interface Props {
  events: LoadedEvents;
  rows: readonly TimelineRow[];
  columns: readonly EventColumn[];
  isNarrow: boolean;
  scroll: EventScroll;
  selection: EventSelection | null;
  onSelect(selection: EventSelection | null): void;
  onOpen(index: number): void;
  onCopy(): void;
}

/** A grid of any number of events. It has the focus, and its keys move the selection. */
export function EventTable(props: Props) {
  const { events, rows, columns, isNarrow, scroll, selection, onSelect } = props;
  const { box, top, visible, space, yOf, reveal } = scroll;
  const { need } = events;
  const first = Math.max(0, Math.floor(top));
  const last = Math.min(events.count, first + visible + 2);
  useEffect(() => need(first, last), [first, last, need]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.metaKey || event.target !== event.currentTarget) return;
    const { key, ctrlKey, shiftKey } = event;
    const at = selection?.focus ?? -1;
    const next = ctrlKey && key !== 'Home' && key !== 'End' ? null : target(key, at, events.count, visible - 1);
    if (next !== null) {
      onSelect(selectTo(selection, next, shiftKey));
      reveal(next);
    } else if (ctrlKey && key.toLowerCase() === 'c' && selection) props.onCopy();
    else if (key === 'Enter' && !ctrlKey && selection) props.onOpen(selection.focus);
    else if (key === 'Escape' && selection) onSelect(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onRow = (event: MouseEvent, index: number): void => {
    event.preventDefault();
    box.current?.focus({ preventScroll: true });
    onSelect(selectTo(selection, index, event.shiftKey));
  };
  const shown = Array.from({ length: Math.max(0, last - first) }, (_, at) => first + at);
  const focus = selection?.focus ?? -1;
  return (
    <div
      id={EVENT_TABLE_ID}
      ref={box}
      className="trace-grid trace-event-table"
      role="grid"
      aria-label={labels.table}
      aria-rowcount={events.count + 1}
      aria-colcount={columns.length}
      aria-multiselectable
      aria-activedescendant={focus >= first && focus < last ? `${EVENT_TABLE_ID}-${focus}` : undefined}
      tabIndex={0}
      style={{ '--trace-columns': columnTracks(columns, isNarrow) } as CSSProperties}
      onKeyDown={onKeyDown}
      onScroll={scroll.onScroll}
    >
      <div role="rowgroup" className="trace-head-group">
        <div role="row" className="trace-head" aria-rowindex={1} tabIndex={-1}>
          {columns.map((column) => (
            <div key={column} role="columnheader" tabIndex={-1} className={cellClass(column)}>
              {labels.columns[column]}
            </div>
          ))}
        </div>
      </div>
      <div role="rowgroup" className="trace-rows" style={{ height: space }}>
        {shown.map((index) => {
          const event = events.at(index);
          const before = index > 0 ? events.at(index - 1) : undefined;
          return (
            <div
              key={index}
              id={`${EVENT_TABLE_ID}-${index}`}
              role="row"
              tabIndex={-1}
              aria-rowindex={index + 2}
              aria-selected={isSelected(selection, index)}
              className={
                index === focus ? 'trace-row trace-event-row trace-event-row-focus' : 'trace-row trace-event-row'
              }
              style={{ height: EVENT_ROW, transform: `translateY(${yOf(index)}px)` }}
              onMouseDown={(mouse) => {
                onRow(mouse, index);
                onSecondPress(() => props.onOpen(index))(mouse);
              }}
            >
              {columns.map((column) => (
                <div key={column} role="gridcell" tabIndex={-1} className={cellClass(column)}>
                  {event ? EVENT_LAYOUT[column].cell(event, before, rows) : null}
                </div>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}

const cellClass = (column: EventColumn): string =>
  `trace-cell trace-event-cell trace-event-cell-${column}${isRightColumn(column) ? ' trace-right' : ''}`;
