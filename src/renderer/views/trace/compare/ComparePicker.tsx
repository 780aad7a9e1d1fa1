import { Search } from 'lucide-react';
import { useMemo, useState } from 'react';
import { count, duration } from '../../../format/figures';
import { moment } from '../../../format/moment';
import { useTraces } from '../../../stores/traces';
import { texts } from '../../../texts/en';
import { NothingToCompare } from './NothingToCompare';

const { compare: labels } = texts.traceTabs;
const MOST = 200;

/** Selects the trace to compare with, from the library. The newest come first. */
export function ComparePicker({ openedId, onPick }: { openedId: string; onPick(id: string): void }) {
  const rows = useTraces((state) => state.rows);
  const [query, setQuery] = useState('');
  const others = useMemo(
    () =>
      (rows ?? [])
        .filter(({ id, state }) => id !== openedId && (state === 'ready' || state === 'damaged'))
        .toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1)),
    [rows, openedId],
  );
  if (rows !== null && others.length === 0) return <NothingToCompare />;
  const wanted = query.trim().toLowerCase();
  const shown = others.filter(({ title, id }) => `${title} ${id}`.toLowerCase().includes(wanted)).slice(0, MOST);
  return (
    <section className="compare-picker" aria-label={labels.pick}>
      <h2>{labels.pick}</h2>
      <p className="quiet">{labels.pickText}</p>
      <label className="trace-filter">
        <Search size={14} aria-hidden />
        <input
          type="text"
          placeholder={labels.pickFilter}
          aria-label={labels.pickFilter}
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
      </label>
      {shown.length === 0 ? <p className="quiet trace-cut">{labels.noMatch(query)}</p> : null}
      <ul aria-label={labels.pickList}>
        {shown.map(({ id, title, createdAt, durationMs, events }) => (
          <li key={id}>
            <button type="button" className="compare-pick" onClick={() => onPick(id)}>
              <bdi className="trace-cut" title={title}>
                {title}
              </bdi>
              <span className="quiet figures">{moment(createdAt)}</span>
              <span className="quiet figures trace-right">{duration(durationMs)}</span>
              <span className="quiet figures trace-right">{count(events)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
