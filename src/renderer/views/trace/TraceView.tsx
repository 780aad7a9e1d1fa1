import './trace.css';
import { useEffect } from 'react';
import { useActions } from '../../stores/actions';
import { keptTrace } from '../../stores/trace-view/kept-trace';
import { useTraceView } from '../../stores/trace-view/use-trace';
import { useTraces } from '../../stores/traces';
import { NoTrace } from './frame/NoTrace';
import { OpenedTrace } from './frame/OpenedTrace';
import { TRACE_VIEW_ACTIONS } from './keys/trace-view-actions';
import { TRACE_SEARCH_ACTIONS } from './search/search-actions';

/** The opened trace. After a reload of the page, and at the next start, it is open again. */
export function TraceView() {
  const id = useTraceView((state) => state.id);
  useActions(TRACE_VIEW_ACTIONS);
  useActions(TRACE_SEARCH_ACTIONS);
  useEffect(() => {
    const kept = keptTrace();
    const { id: opened, open } = useTraceView.getState();
    if (opened !== null || kept === null) return;
    const row = useTraces.getState().rows?.find((one) => one.id === kept);
    void open(kept, row?.title ?? '');
  }, []);
  return <main className="view trace-view">{id === null ? <NoTrace /> : <OpenedTrace key={id} />}</main>;
}
