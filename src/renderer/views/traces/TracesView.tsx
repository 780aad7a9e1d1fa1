import './traces.css';
import { type ReactNode, useDeferredValue, useEffect, useMemo } from 'react';
import { count } from '../../format/figures';
import { ViewHeader } from '../../frame/ViewHeader';
import { parseQuery } from '../../models/traces-table/search/parse-query';
import { shownRows } from '../../models/traces-table/shown-rows';
import { Button } from '../../parts/Button';
import { ErrorNotice } from '../../parts/Notice';
import { useActions } from '../../stores/actions';
import { useRun } from '../../stores/run';
import { selectedEngine } from '../../stores/selected-engine';
import { usePreparedTrace } from '../../stores/trace-view/use-prepared-trace';
import { useTraces } from '../../stores/traces';
import { useTracesTable } from '../../stores/traces-table';
import { useTrash } from '../../stores/traces-trash';
import { useView } from '../../stores/view';
import { texts } from '../../texts/en';
import { CompareDialog } from './compare/CompareDialog';
import { requestsDone } from './detail-requests';
import { ImportMenu } from './ImportMenu';
import { LibraryFoot } from './LibraryFoot';
import { SeveralDetail } from './SeveralDetail';
import { SidePanel } from './SidePanel';
import { SearchField } from './search/SearchField';
import { focusSearch } from './search-field';
import { SpaceDialog } from './space/SpaceDialog';
import { TraceDetail } from './TraceDetail';
import { TraceTable } from './TraceTable';
import { TRACE_ACTIONS } from './trace-actions';
import { TrashDialog } from './trash/TrashDialog';
import { UndoBar } from './trash/UndoBar';

const { traces } = texts;

/** The library: a table that fills the view, the panel for the selected traces, and the deleted traces. */
export function TracesView() {
  const { rows, partial, error, refused, query, load, refuse } = useTraces();
  const sort = useTracesTable((state) => state.sort);
  const loadTrash = useTrash((state) => state.load);
  const deferredQuery = useDeferredValue(query);
  const shown = useMemo(() => shownRows(rows ?? [], sort, deferredQuery), [rows, sort, deferredQuery]);
  useActions(TRACE_ACTIONS);
  usePreparedTrace();
  useEffect(() => {
    void loadTrash();
    const stopListening = window.bridge.on('library-changed', () => void loadTrash());
    return () => {
      stopListening();
      requestsDone();
    };
  }, [loadTrash]);
  const known = rows ? (
    <span className="figures">
      {partial ? traces.firstShown : traces.shown(count(shown.length), count(rows.length))}
    </span>
  ) : null;
  return (
    <main className="view traces">
      <ViewHeader title={texts.views.traces} aside={known}>
        <SearchField />
        <ImportMenu />
      </ViewHeader>
      {error ? (
        <div className="traces-error">
          <ErrorNotice error={error}>
            <Button onClick={() => void load()}>{texts.error.again}</Button>
          </ErrorNotice>
        </div>
      ) : null}
      {refused ? (
        <div className="traces-error">
          <ErrorNotice error={refused}>
            <Button onClick={() => refuse(null)}>{traces.dismiss}</Button>
          </ErrorNotice>
        </div>
      ) : null}
      <Split>
        {rows === null ? (
          error ? null : (
            <p className="empty quiet">{traces.loading}</p>
          )
        ) : rows.length === 0 ? (
          <EmptyLibrary />
        ) : shown.length > 0 ? (
          <TraceTable rows={shown} />
        ) : (
          <NothingFound query={deferredQuery} />
        )}
      </Split>
      <UndoBar />
      <LibraryFoot />
      <TrashDialog />
      <SpaceDialog />
      <CompareDialog />
    </main>
  );
}

/** The table and, if open, the panel for the selection. */
function Split({ children }: { children: ReactNode }) {
  const chosen = useTraces((state) => state.selection.ids.size);
  const selectedId = useTraces((state) => state.selectedId);
  const open = useTracesTable((state) => state.detailOpen) && chosen > 0;
  return (
    <div className="traces-split">
      <div className="traces-list">{children}</div>
      {open ? (
        <SidePanel label={chosen === 1 ? texts.detail.label : texts.detail.labelSeveral}>
          {selectedId ? <TraceDetail key={selectedId} id={selectedId} /> : <SeveralDetail />}
        </SidePanel>
      ) : null}
    </div>
  );
}

function NothingFound({ query }: { query: string }) {
  const search = useTraces((state) => state.search);
  const [unknown] = parseQuery(query).unknown;
  return (
    <div className="empty">
      <p className="empty-words">{traces.nothingFound(query)}</p>
      {unknown ? <p className="quiet empty-words">{traces.unknownFilter(unknown)}</p> : null}
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
    const engine = selectedEngine();
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
