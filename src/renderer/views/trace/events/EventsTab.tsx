import './events.css';
import { useEffect, useState } from 'react';
import { count } from '../../../format/figures';
import { ErrorNotice } from '../../../parts/Notice';
import { useSearchMarks } from '../../../stores/trace-view/search-marks';
import { useTrace } from '../../../stores/trace-view/use-trace';
import { texts } from '../../../texts/en';
import { WhyNoEvents } from '../empty/WhyNoEvents';
import { EventFacets } from './EventFacets';
import { EventList } from './EventList';
import { EventFilter } from './filter/EventFilter';
import { rowChips } from './filter/row-chips';
import { filterProblem } from './name-facet';
import { useEventCounts } from './use-event-counts';
import type { EventQuery } from './use-event-loader';

const { events: labels } = texts.traceTabs;

/** All events of the range and of the selected rows, with a filter that removes rows. */
export function EventsTab() {
  const { whole, place, range, go } = useTrace();
  const { filter, rows } = place;
  // A filter from a link or a kept place may be wrong: the field says so, and nothing is asked.
  const query: EventQuery | null = whole && !filterProblem(filter) ? { range, rows, filter } : null;
  const { matches, first, isCounted, share, all, names, error } = useEventCounts(query);
  const { show, clear } = useSearchMarks.getState();
  useEffect(() => {
    if (filter !== '' && matches && isCounted) show('events', matches.marks, matches.count);
    else clear('events');
  }, [filter, matches, isCounted, show, clear]);
  useEffect(() => () => clear('events'), [clear]);
  const [tools, setTools] = useState<HTMLElement | null>(null);
  const onFilter = (next: string): void => go({ filter: next });
  const isEmpty = matches?.count === 0 && (isCounted || first?.reachesEnd === true);
  return (
    <div className="trace-events">
      <EventFacets names={names} filter={filter} onFilter={onFilter} />
      <div className="trace-event-main">
        <div className="trace-event-bar">
          <EventFilter
            filter={filter}
            onFilter={onFilter}
            rowChips={rowChips(rows, whole?.rows ?? [], (next) => go({ rows: next }))}
          />
          <span className="trace-event-count figures">
            <span role="status">
              {matches && isCounted ? (
                <>
                  <strong>{count(matches.count)}</strong>{' '}
                  <span className="quiet">
                    {all === null || filter === '' ? labels.inRange : labels.ofAll(count(all))}
                  </span>
                </>
              ) : null}
            </span>
            {isCounted || !query || error ? null : (
              <span className="quiet">{labels.counting(count(Math.floor(share * 100)))}</span>
            )}
          </span>
          <span className="trace-event-tools" ref={setTools} />
        </div>
        {error ? (
          <div className="trace-tab-error">
            <ErrorNotice error={error} />
          </div>
        ) : null}
        {matches && whole && query && matches.count > 0 ? (
          <EventList
            key={JSON.stringify(query)}
            query={query}
            matches={matches}
            first={first}
            isCounted={isCounted}
            rows={whole.rows}
            tools={tools}
          />
        ) : isEmpty ? (
          <WhyNoEvents inRange={all} />
        ) : (
          <p className="trace-tab-reading quiet">{whole || error ? '' : labels.reading}</p>
        )}
      </div>
    </div>
  );
}
