import '../table/trace-panel.css';
import type { EventMatches, EventPage } from '@shared/trace-view/event-page';
import type { TimelineRow } from '@shared/trace-view/timeline-rows';
import { useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { errorOf } from '../../../bridge';
import { count } from '../../../format/figures';
import { ErrorNotice } from '../../../parts/Notice';
import { announce, announceUrgently } from '../../../stores/announce';
import { useTrace } from '../../../stores/trace-view/use-trace';
import { texts } from '../../../texts/en';
import { useNarrow } from '../table/use-narrow';
import { MOST_COPIED, selectedEvents } from './copy-events';
import { CopyMenu, EventColumnsMenu } from './EventMenus';
import { EventPanel } from './EventPanel';
import { EventTable } from './EventTable';
import { shownColumns } from './event-columns';
import { useEventColumns } from './event-columns-store';
import { type EventSelection, shiftedBy, sizeOf } from './event-selection';
import { eventsText } from './event-text';
import { JumpField } from './JumpField';
import { filterText } from './name-facet';
import { placeOfEvent } from './place-of-event';
import { type EventQuery, useEventLoader } from './use-event-loader';
import { useEventScroll } from './use-event-scroll';
import { useSelectMark } from './use-select-mark';

const { events: labels } = texts.traceTabs;

interface Props {
  query: EventQuery;
  matches: EventMatches;
  /** The first of them, if they are known. */
  first: EventPage | null;
  /** Whether `matches` has all of them, so that indexes stay. */
  isCounted: boolean;
  rows: readonly TimelineRow[];
  /** Where the buttons of the list are, in the bar above it. */
  tools: HTMLElement | null;
}

/** The table of matching events, with its bar and the selected event. */
export function EventList({ query, matches, first, isCounted, rows, tools }: Props) {
  const { client, facts, place, go } = useTrace();
  const isNarrow = useNarrow();
  const columns = shownColumns(
    useEventColumns((state) => state.columns),
    isNarrow,
  );
  const [selection, setSelection] = useState<EventSelection | null>(null);
  const shift = useRef<(by: number) => void>(() => undefined);
  const events = useEventLoader(query, matches, first, (by) => shift.current(by));
  const scroll = useEventScroll(matches.count);
  shift.current = (by) => {
    scroll.shift(by);
    setSelection((now) => shiftedBy(now, by));
  };
  const focused = selection ? events.at(selection.focus) : undefined;
  const show = (index: number): void => {
    const event = events.at(index);
    if (event) go(placeOfEvent(event, rows, place.range, facts.lengthNs));
  };
  const copy = async (format: 'text' | 'csv'): Promise<void> => {
    if (!selection) {
      announceUrgently(labels.tooFew);
      return;
    }
    try {
      const found = await selectedEvents(selection, events.at, (from, direction, limit) =>
        client.ask('events', { ...query, from, direction, limit }),
      );
      await navigator.clipboard.writeText(eventsText(found, columns, rows, format));
      const all = sizeOf(selection);
      announce(
        all > MOST_COPIED ? labels.copiedFirst(count(found.length), count(all)) : labels.copied(count(found.length)),
      );
    } catch (thrown) {
      announceUrgently(errorOf(thrown).message);
    }
  };
  const jump = async (timeNs: number): Promise<void> => {
    try {
      const index = await events.jump(timeNs);
      setSelection({ anchor: index, focus: index });
      scroll.centre(index);
      scroll.box.current?.focus();
    } catch (thrown) {
      announceUrgently(errorOf(thrown).message);
    }
  };
  useSelectMark(isCounted ? place.mark : null, events, (index) => {
    setSelection({ anchor: index, focus: index });
    scroll.centre(index);
  });
  return (
    <>
      {tools &&
        createPortal(
          <>
            {isCounted ? <JumpField onJump={(timeNs) => void jump(timeNs)} /> : null}
            <CopyMenu onCopy={(format) => void copy(format)} />
            <EventColumnsMenu />
          </>,
          tools,
        )}
      {events.error ? <ErrorNotice error={events.error} /> : null}
      <EventTable
        events={events}
        rows={rows}
        columns={columns}
        isNarrow={isNarrow}
        scroll={scroll}
        selection={selection}
        onSelect={setSelection}
        onOpen={show}
        onCopy={() => void copy('text')}
      />
      {focused && selection ? (
        <EventPanel
          event={focused}
          other={events.at(selection.anchor)}
          selected={sizeOf(selection)}
          rows={rows}
          onShow={() => show(selection.focus)}
          onOnlyThis={() => go({ filter: filterText({ names: [focused.name], rest: '' }) })}
          onClear={() => setSelection(null)}
        />
      ) : (
        <section className="trace-panel trace-event-panel-none" aria-label={labels.panelOfRange}>
          <p className="quiet trace-cut">{labels.selectOne}</p>
        </section>
      )}
    </>
  );
}
