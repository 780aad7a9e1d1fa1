import type { TraceRow } from '@shared/model/trace-record';
import type { Action } from '../stores/actions';
import { isActive, useRun } from '../stores/run';
import { useTraceView } from '../stores/trace-view/use-trace';
import { useTraces } from '../stores/traces';
import { useView } from '../stores/view';
import { useViewers } from '../stores/viewers';
import { texts } from '../texts/en';

const { viewers: labels } = texts;

/** Whether the trace contains data that a viewer can open. */
export const canOpen = (row: Pick<TraceRow, 'state'>): boolean => row.state === 'ready' || row.state === 'damaged';

/** The shown trace: that of the ended run, the opened one, or the one that is selected in the list. */
function traceInSight(): { id: string; title: string } | null {
  const { run, display } = useRun.getState();
  if (useView.getState().view === 'record')
    return run?.traceId && display === 'shown' && !isActive(run) ? { id: run.traceId, title: run.title } : null;
  if (useView.getState().view === 'trace') {
    const { id, title } = useTraceView.getState();
    return id === null ? null : { id, title: title || id };
  }
  const { rows, selectedId } = useTraces.getState();
  const row = useView.getState().view === 'traces' ? rows?.find((one) => one.id === selectedId) : undefined;
  return row && canOpen(row) ? row : null;
}

const inSight = (act: (trace: { id: string; title: string }) => unknown) => (): void => {
  const trace = traceInSight();
  if (trace) act(trace);
};

/** Actions that open a trace in other programs, in every view that shows a trace. */
export const VIEWER_ACTIONS: readonly Action[] = [
  {
    id: 'viewers.open',
    title: labels.openAction,
    searchTerms: labels.openTerms,
    group: 'traces',
    keys: 'Control+O',
    when: () => traceInSight() !== null,
    run: inSight(({ id, title }) => void useViewers.getState().open(id, title)),
  },
  {
    id: 'viewers.speedscope',
    title: labels.speedscopeAction,
    searchTerms: labels.speedscopeTerms,
    group: 'traces',
    when: () => traceInSight() !== null,
    run: inSight(({ id }) => void useViewers.getState().openSpeedscope(id)),
  },
  {
    id: 'viewers.terminal',
    title: labels.terminalAction,
    searchTerms: labels.terminalTerms,
    group: 'traces',
    when: () => traceInSight() !== null,
    run: inSight(({ id }) => void useViewers.getState().openTerminal(id)),
  },
];
