import type { ViewedEvent } from '@shared/trace-view/event-page';
import type { TimelineRow } from '@shared/trace-view/timeline-rows';
import type { ReactNode } from 'react';
import { Amount } from '../table/Amount';
import { exactSeconds } from '../table/trace-figures';
import { EventName } from './EventName';
import { type EventColumn, threadOf } from './event-text';

interface Layout {
  track: string;
  /** In narrow windows; null: left out. */
  narrow: string | null;
  isRight?: boolean;
  cell(event: ViewedEvent, before: ViewedEvent | undefined, rows: readonly TimelineRow[]): ReactNode;
}

export const EVENT_LAYOUT = {
  time: { track: '128px', narrow: '128px', isRight: true, cell: ({ at }) => exactSeconds(at.timeNs) },
  delta: {
    track: '92px',
    narrow: '92px',
    isRight: true,
    cell: (event, before) => (before ? <Amount ns={event.at.timeNs - before.at.timeNs} sign="+" /> : null),
  },
  thread: {
    track: '128px',
    narrow: '96px',
    cell: (event, _before, rows) => {
      const { name, number } = threadOf(event, rows);
      return (
        <span className="trace-cut trace-event-thread" title={number === null ? name : `${name} [${number}]`}>
          {name}
          {number === null ? null : <span className="trace-event-id"> {number}</span>}
        </span>
      );
    },
  },
  cpu: { track: '44px', narrow: null, isRight: true, cell: ({ cpu }) => <span className="quiet">{cpu}</span> },
  event: {
    track: 'minmax(120px, 312px)',
    narrow: 'minmax(0, 1fr)',
    cell: ({ name }) => <EventName name={name} />,
  },
  fields: {
    track: 'minmax(0, 1fr)',
    narrow: 'minmax(0, 1fr)',
    cell: ({ fields }) => (
      <span className="trace-cut trace-event-fields" title={fields.slice(0, MOST_TITLE)}>
        {fields.slice(0, MOST_TITLE)}
      </span>
    ),
  },
} as const satisfies Record<EventColumn, Layout>;

/** Longer titles and cells are cut; the panel and copies have all fields. */
const MOST_TITLE = 2_000;

/** The columns that fit. */
export const shownColumns = (columns: readonly EventColumn[], isNarrow: boolean): EventColumn[] =>
  columns.filter((column) => !isNarrow || EVENT_LAYOUT[column].narrow !== null);

export const columnTracks = (columns: readonly EventColumn[], isNarrow: boolean): string =>
  columns.map((column) => (isNarrow ? EVENT_LAYOUT[column].narrow : EVENT_LAYOUT[column].track)).join(' ');

export const isRightColumn = (column: EventColumn): boolean => (EVENT_LAYOUT[column] as Layout).isRight === true;
