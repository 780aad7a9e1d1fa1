import type { ErrorData } from '@shared/model/app-error';
import type { TraceReport, TraceRow } from '@shared/model/trace-record';
import { create } from 'zustand';
import { ask, errorOf } from '../bridge';
import { keepSameRows } from '../models/traces-table/same-rows';
import { prepareSearch } from '../models/traces-table/search/filter-rows';
import { NO_SELECTION, only, type Selection, without } from '../models/traces-table/selection';
import { shownRows } from '../models/traces-table/shown-rows';
import type { Sorting } from '../models/traces-table/sort-rows';
import { announceUrgently } from './announce';
import { useTracesTable } from './traces-table';

type Detail =
  | { status: 'none' }
  | { status: 'loading'; id: string }
  | { status: 'ready'; id: string; report: TraceReport }
  | { status: 'failed'; id: string; error: ErrorData };

interface TracesState {
  rows: TraceRow[] | null;
  /** Whether only the newest traces are loaded yet. */
  partial: boolean;
  /** Why the list could not be read. */
  error: ErrorData | null;
  /** Why the last request was refused. */
  refused: ErrorData | null;
  query: string;
  selection: Selection;
  /** The selected trace, if exactly one is selected. */
  selectedId: string | null;
  detail: Detail;
  load(): Promise<void>;
  refresh(id: string): Promise<void>;
  search(query: string): void;
  /** Selects only this trace. Clears the search if it hides the trace. */
  select(id: string | null): void;
  setSelection(selection: Selection): void;
  rename(id: string, title: string): Promise<void>;
  annotate(id: string, change: { notes?: string; tags?: string[] }): Promise<void>;
  /** Removes rows from the list at once, before main has answered. */
  hide(ids: readonly string[]): void;
  unhide(ids: readonly string[]): void;
  refuse(error: ErrorData | null): void;
}

/** Does not validate the rows: main's library wrote them a moment ago by the schema of the contract. */
const all = async (): Promise<TraceRow[]> => JSON.parse((await ask('traces:all', null)).json);

const FIRST_ROWS = 60;
const isNewestFirst = ({ key, descending }: Sorting): boolean => key === 'createdAt' && descending;

let loading = false;
let again = false;
/** Traces being moved to the trash. Lists that were read meanwhile do not show them again. */
const hidden = new Set<string>();

/** The ids of the shown rows, in order. */
export function shownOrder(): string[] {
  const { rows, query } = useTraces.getState();
  return shownRows(rows ?? [], useTracesTable.getState().sort, query).map((row) => row.id);
}

export const useTraces = create<TracesState>()((set, get) => {
  let showing: string | null = null;
  /** One request at a time. If the arrow keys pass several traces, only the last is read. */
  const show = async (id: string): Promise<void> => {
    if (showing !== null) return;
    showing = id;
    let detail: Detail;
    try {
      detail = { status: 'ready', id, report: await ask('traces:show', { id }) };
    } catch (thrown) {
      detail = { status: 'failed', id, error: errorOf(thrown) };
    }
    showing = null;
    const { selectedId } = get();
    if (selectedId === id) set({ detail });
    else if (selectedId !== null) void show(selectedId);
  };
  const setSelection = (selection: Selection): void => {
    const [first = null] = selection.ids;
    const selectedId = selection.ids.size === 1 ? first : null;
    if (selectedId === get().selectedId) {
      set({ selection });
      return;
    }
    set({ selection, selectedId, detail: selectedId ? { status: 'loading', id: selectedId } : { status: 'none' } });
    if (selectedId !== null) void show(selectedId);
  };
  /** Replaces the list. Selected rows stay selected if they still exist. */
  const applyRows = (read: readonly TraceRow[], partial: boolean): void => {
    const before = shownOrder();
    const rows = keepSameRows(get().rows ?? [], read).filter((row) => !hidden.has(row.id));
    prepareSearch(rows);
    set({ rows, partial, error: null });
    const { selection } = get();
    const here = new Set(rows.map((row) => row.id));
    const gone = new Set([...selection.ids, ...before].filter((id) => !here.has(id)));
    if (gone.size > 0 && !partial) setSelection(without(selection, before, gone));
  };
  /** Loads the first rows before the whole library is read. Failures are reported by the full list, which is loaded next. */
  const first = async (): Promise<void> => {
    const rows = await ask('traces:first', { count: FIRST_ROWS }).catch(() => null);
    if (rows && rows.length > 0) applyRows(rows, rows.length === FIRST_ROWS);
  };
  return {
    rows: null,
    partial: false,
    error: null,
    refused: null,
    query: '',
    selection: NO_SELECTION,
    selectedId: null,
    detail: { status: 'none' },
    /** One request at a time. The list is read once more after a change meanwhile. */
    async load() {
      if (loading) {
        again = true;
        return;
      }
      loading = true;
      try {
        if (get().rows === null && isNewestFirst(useTracesTable.getState().sort)) await first();
        do {
          again = false;
          applyRows(await all(), false);
          const { selectedId } = get();
          if (selectedId !== null) await show(selectedId);
        } while (again);
      } catch (thrown) {
        set({ error: errorOf(thrown) });
      } finally {
        loading = false;
      }
    },
    async refresh(id) {
      await get().load();
      if (get().selectedId === id) await show(id);
    },
    search(query) {
      set({ query });
      const { selection } = get();
      if (selection.ids.size === 0) return;
      const shown = new Set(shownOrder());
      const ids = new Set([...selection.ids].filter((id) => shown.has(id)));
      if (ids.size === selection.ids.size) return;
      const kept = (id: string | null): string | null => (id !== null && shown.has(id) ? id : null);
      setSelection({ ids, anchor: kept(selection.anchor), focus: kept(selection.focus) });
    },
    select(id) {
      if (id !== null && get().query !== '' && !shownOrder().includes(id)) set({ query: '' });
      setSelection(id === null ? NO_SELECTION : only(id));
    },
    setSelection,
    async rename(id, title) {
      await ask('traces:rename', { id, title });
      await get().refresh(id);
    },
    async annotate(id, change) {
      await ask('traces:annotate', { id, ...change });
      await get().load();
    },
    hide(ids) {
      const before = shownOrder();
      for (const id of ids) hidden.add(id);
      set({ rows: get().rows?.filter((row) => !hidden.has(row.id)) ?? null });
      setSelection(without(get().selection, before, new Set(ids)));
    },
    unhide(ids) {
      for (const id of ids) hidden.delete(id);
    },
    refuse(error) {
      set({ refused: error });
      if (error) announceUrgently(error.message);
    },
  };
});
