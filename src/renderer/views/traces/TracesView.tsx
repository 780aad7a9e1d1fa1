import { Search } from 'lucide-react';
import { useDeferredValue, useMemo } from 'react';
import { count } from '../../format/figures';
import { ViewHeader } from '../../frame/ViewHeader';
import { Button } from '../../parts/Button';
import { ErrorNotice } from '../../parts/Notice';
import { chosenEngine } from '../../stores/choice';
import { useRun } from '../../stores/run';
import { useTraces } from '../../stores/traces';
import { useView } from '../../stores/view';
import { texts } from '../../texts/en';
import { filterRows } from './filter-rows';
import { focusSearch, SEARCH_FIELD_ID } from './search-field';
import { sortRows } from './sort-rows';
import { TraceDetail } from './TraceDetail';
import { TraceTable } from './TraceTable';

const { traces } = texts;

/** The library: a table that fills the view, and what is in the chosen trace. */
export function TracesView() {
  const { rows, error, query, sort, selectedId, search, load } = useTraces();
  const wanted = useDeferredValue(query);
  const shown = useMemo(
    () => filterRows(sortRows(rows ?? [], sort.key, sort.descending), wanted),
    [rows, sort, wanted],
  );
  return (
    <main className="view traces">
      <ViewHeader
        title={texts.views.traces}
        aside={rows ? <span className="figures">{traces.shown(count(shown.length), count(rows.length))}</span> : null}
      >
        <label className="search">
          <Search size={14} aria-hidden />
          <input
            id={SEARCH_FIELD_ID}
            type="search"
            placeholder={traces.search}
            aria-label={traces.search}
            aria-keyshortcuts="Control+F"
            value={query}
            onChange={(event) => search(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Escape') search('');
            }}
          />
          <kbd>{traces.searchKey}</kbd>
        </label>
      </ViewHeader>
      {error ? (
        <div className="traces-error">
          <ErrorNotice error={error}>
            <Button onClick={() => void load()}>{texts.error.again}</Button>
          </ErrorNotice>
        </div>
      ) : null}
      {rows === null ? (
        error ? null : (
          <p className="empty quiet">{traces.loading}</p>
        )
      ) : rows.length === 0 ? (
        <EmptyLibrary />
      ) : (
        <div className={selectedId ? 'traces-split traces-split-open' : 'traces-split'}>
          {shown.length > 0 ? <TraceTable rows={shown} /> : <NothingFound query={query} />}
          {selectedId ? <TraceDetail key={selectedId} id={selectedId} /> : null}
        </div>
      )}
    </main>
  );
}

function NothingFound({ query }: { query: string }) {
  const search = useTraces((state) => state.search);
  return (
    <div className="empty">
      <p>{traces.nothingFound(query)}</p>
      <Button
        onClick={() => {
          search('');
          focusSearch();
        }}
      >
        {traces.clearSearch}
      </Button>
    </div>
  );
}

function EmptyLibrary() {
  const recordDemo = useRun((state) => state.recordDemo);
  const go = useView((state) => state.go);
  const record = (): void => {
    const engine = chosenEngine();
    if (engine) void recordDemo(engine);
    else go('record');
  };
  return (
    <div className="empty">
      <h2>{traces.empty}</h2>
      <p className="quiet">{traces.emptyText}</p>
      <Button kind="primary" onClick={record}>
        {traces.recordDemo}
      </Button>
    </div>
  );
}
