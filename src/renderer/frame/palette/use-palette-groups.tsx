import { type ReactNode, useDeferredValue, useMemo } from 'react';
import { moment } from '../../format/moment';
import { KeyHint } from '../../parts/KeyHint';
import { possibleActions } from '../../stores/actions';
import { useTraces } from '../../stores/traces';
import { useView } from '../../stores/view';
import { texts } from '../../texts/en';
import { matchingActions } from './matching-actions';
import { matchingTraces } from './matching-traces';

const { palette } = texts;

/** An option: the function that Enter or a click runs, and the text of its line. */
export interface PaletteOption {
  /** Unique among all groups. */
  id: string;
  title: string;
  /** Shown at the end of the line: an action's key or a trace's time. */
  aside: ReactNode;
  run(): unknown;
}

/** The options under one heading. */
export interface PaletteGroup {
  id: string;
  heading: string;
  options: readonly PaletteOption[];
}

/** The actions and traces that match, in the order of the list. Groups without a match are left out. */
export function usePaletteGroups(query: string): readonly PaletteGroup[] {
  const deferredQuery = useDeferredValue(query);
  const rows = useTraces((state) => state.rows);
  // Collected once, when the palette opens: the list must not change while the user selects an option.
  const actions = useMemo(() => possibleActions().filter((action) => action.id !== 'palette'), []);
  const ofActions = useMemo(() => actionGroups(actions, query), [actions, query]);
  const ofTraces = useMemo(() => traceGroups(rows ?? [], deferredQuery), [rows, deferredQuery]);
  return useMemo(() => [...ofActions, ...ofTraces], [ofActions, ofTraces]);
}

function actionGroups(actions: ReturnType<typeof possibleActions>, query: string): PaletteGroup[] {
  return matchingActions(actions, query, palette.groups).map(({ group, actions: found }) => ({
    id: group,
    heading: palette.groups[group],
    options: found.map(({ id, title, keys, run }) => ({
      id,
      title,
      aside: keys ? <KeyHint keys={keys} /> : null,
      run,
    })),
  }));
}

function traceGroups(rows: Parameters<typeof matchingTraces>[0], query: string): PaletteGroup[] {
  const options = matchingTraces(rows, query).map((row) => ({
    id: `trace-${row.id}`,
    title: row.title || row.id,
    aside: <span className="quiet figures">{moment(row.createdAt)}</span>,
    run: () => openTrace(row.id),
  }));
  return options.length === 0 ? [] : [{ id: 'open-trace', heading: palette.traces, options }];
}

/** Shows a trace in the list, also when the list's search does not match the trace. */
function openTrace(id: string): void {
  const { search, select } = useTraces.getState();
  search('');
  useView.getState().go('traces');
  select(id);
}
