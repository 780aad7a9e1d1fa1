import type { EventMatches } from '@shared/trace-view/event-page';
import { useId, useMemo, useState } from 'react';
import { count } from '../../../format/figures';
import { CheckBox } from '../../../parts/CheckBox';
import { useTrace } from '../../../stores/trace-view/use-trace';
import { texts } from '../../../texts/en';
import { useTraceAnswer } from '../table/use-trace-answer';
import { EventName } from './EventName';
import { facetedFilter, toggledName } from './name-facet';
import { rowFacets, toggledRow } from './row-facets';

const { events: labels } = texts.traceTabs;
const SHOWN = { container: 6, thread: 6, event: 12 } as const;

interface Facet {
  key: string;
  name: string;
  count: number;
  isChecked: boolean;
  isCode: boolean;
  toggle(): void;
}

interface Props {
  names: EventMatches['names'];
  filter: string;
  onFilter(filter: string): void;
}

/** Narrows the events by click: to containers and threads, which all tabs share, and to names of events. */
export function EventFacets({ names, filter, onFilter }: Props) {
  const { client, whole, place, range, go } = useTrace();
  const figures = useTraceAnswer(client, 'figures', place.range ? { range } : null, 'facet-figures');
  const ofRange = place.range ? figures.value : (whole?.figures ?? null);
  const rows = whole?.rows;
  const byRow = useMemo(() => {
    if (!rows || !ofRange) return null;
    return { container: rowFacets(rows, ofRange, 'container'), thread: rowFacets(rows, ofRange, 'thread') };
  }, [rows, ofRange]);
  const rowGroup = (kind: 'container' | 'thread'): Facet[] =>
    (byRow?.[kind] ?? []).map(({ row, name, number, events }) => ({
      key: `${row}`,
      name: number === null ? name : `${name} [${number}]`,
      count: events,
      isChecked: place.rows.includes(row),
      isCode: false,
      toggle: () => go({ rows: toggledRow(place.rows, row) }),
    }));
  const selected = useMemo(() => facetedFilter(filter).names, [filter]);
  const missing = selected.filter((name) => !names.some((one) => one.name === name));
  const nameGroup: Facet[] = [...missing.map((name) => ({ name, count: 0 })), ...names].map((one) => ({
    key: one.name,
    name: one.name,
    count: one.count,
    isChecked: selected.includes(one.name),
    isCode: true,
    toggle: () => onFilter(toggledName(filter, one.name)),
  }));
  return (
    <section className="trace-event-facets" aria-label={labels.facets}>
      <Group title={labels.facetGroups.container} facets={rowGroup('container')} shown={SHOWN.container} />
      <Group title={labels.facetGroups.thread} facets={rowGroup('thread')} shown={SHOWN.thread} />
      <Group title={labels.facetGroups.event} facets={nameGroup} shown={SHOWN.event} />
    </section>
  );
}

function Group({ title, facets, shown }: { title: string; facets: readonly Facet[]; shown: number }) {
  const [isLong, setIsLong] = useState(false);
  const id = useId();
  if (facets.length === 0) return null;
  // A checked one is always in sight.
  const first = facets.filter(({ isChecked }, at) => isLong || at < shown || isChecked);
  const isRestricted = facets.some(({ isChecked }) => isChecked);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a grid everywhere
    <div role="group" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      {first.map(({ key, name, count: events, isChecked, isCode, toggle }) => (
        <div
          key={key}
          className={isRestricted && !isChecked ? 'trace-event-facet trace-event-facet-off' : 'trace-event-facet'}
        >
          <CheckBox id={`${id}-${key}`} checked={isChecked} onChange={toggle} />
          <label htmlFor={`${id}-${key}`} className="trace-cut" title={name}>
            {isCode ? (
              <code>
                <EventName name={name} />
              </code>
            ) : (
              name
            )}
          </label>
          <span className="figures">{count(events)}</span>
        </div>
      ))}
      {facets.length > first.length || isLong ? (
        <button type="button" className="trace-link trace-event-more" onClick={() => setIsLong(!isLong)}>
          {isLong ? labels.fewerFacets : labels.moreFacets(count(facets.length - first.length))}
        </button>
      ) : null}
    </div>
  );
}
