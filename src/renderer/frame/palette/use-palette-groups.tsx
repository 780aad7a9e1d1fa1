import { type ReactNode, useDeferredValue, useMemo } from 'react';
import { moment } from '../../format/moment';
import { KeyHint } from '../../parts/KeyHint';
import { possibleActions } from '../../stores/actions';
import { openLink } from '../../stores/trace-view/open-link';
import { useTraces } from '../../stores/traces';
import { useView } from '../../stores/view';
import { texts } from '../../texts/en';
import { matchingActions } from './matching-actions';
import { matchingTraces } from './matching-traces';
import { type PastedLink, pastedLink } from './pasted-link';

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

interface Found {
  groups: readonly PaletteGroup[];
  /** Why there is none, if there is none. */
  nothing: string;
}

/** The actions and traces that match, in the order of the list. Groups without a match are left out. */
export function usePaletteGroups(query: string): Found {
  const deferredQuery = useDeferredValue(query);
  const rows = useTraces((state) => state.rows);
  // Collected once, when the palette opens: the list must not change while the user selects an option.
  const actions = useMemo(() => possibleActions().filter((action) => action.id !== 'palette'), []);
  const ofActions = useMemo(() => actionGroups(actions, query), [actions, query]);
  const link = useMemo(() => pastedLink(query, rows?.map(({ id }) => id) ?? null), [query, rows]);
  const ofLinks = useMemo(() => linkGroups(query, link), [query, link]);
  const ofTraces = useMemo(() => traceGroups(rows ?? [], deferredQuery), [rows, deferredQuery]);
  const groups = useMemo(() => [...ofLinks, ...ofActions, ...ofTraces], [ofLinks, ofActions, ofTraces]);
  return { groups, nothing: link && 'problem' in link ? link.problem : palette.nothing(query) };
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

/** A pasted link to a place in a trace. One that leads nowhere has no option. */
function linkGroups(query: string, link: PastedLink | null): PaletteGroup[] {
  if (!link || !('id' in link)) return [];
  const run = (): void => openLink(query);
  return [
    { id: 'link', heading: palette.link, options: [{ id: 'open-link', title: palette.openLink, aside: link.id, run }] },
  ];
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
