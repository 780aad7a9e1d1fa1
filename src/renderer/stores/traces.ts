import type { ErrorData } from '@shared/model/app-error';
import type { TraceReport, TraceRow } from '@shared/model/trace-record';
import { create } from 'zustand';
import { ask, errorOf } from '../bridge';
import type { SortKey } from '../views/traces/sort-rows';

type Detail =
  | { status: 'none' }
  | { status: 'loading'; id: string }
  | { status: 'ready'; id: string; report: TraceReport }
  | { status: 'failed'; id: string; error: ErrorData };

interface TracesState {
  rows: TraceRow[] | null;
  error: ErrorData | null;
  query: string;
  sort: { key: SortKey; descending: boolean };
  selectedId: string | null;
  detail: Detail;
  load(): Promise<void>;
  refresh(id: string): Promise<void>;
  search(query: string): void;
  sortBy(key: SortKey): void;
  select(id: string | null): void;
  rename(id: string, title: string): Promise<void>;
  remove(id: string): Promise<void>;
}

let loading = false;
let again = false;

export const useTraces = create<TracesState>()((set, get) => {
  const show = async (id: string): Promise<void> => {
    let detail: Detail;
    try {
      detail = { status: 'ready', id, report: await ask('traces:show', { id }) };
    } catch (thrown) {
      detail = { status: 'failed', id, error: errorOf(thrown) };
    }
    if (get().selectedId === id) set({ detail });
  };
  return {
    rows: null,
    error: null,
    query: '',
    sort: { key: 'createdAt', descending: true },
    selectedId: null,
    detail: { status: 'none' },
    /** One request at a time; a change in between is read once after it. */
    async load() {
      if (loading) {
        again = true;
        return;
      }
      loading = true;
      try {
        do {
          again = false;
          const rows = await ask('traces:list', null);
          set({ rows, error: null });
          const { selectedId } = get();
          if (selectedId === null) continue;
          if (rows.some((row) => row.id === selectedId)) await show(selectedId);
          else get().select(null);
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
    search: (query) => set({ query }),
    sortBy(key) {
      const { sort } = get();
      set({ sort: sort.key === key ? { key, descending: !sort.descending } : { key, descending: key !== 'title' } });
    },
    select(id) {
      if (id === get().selectedId) return;
      set({ selectedId: id, detail: id === null ? { status: 'none' } : { status: 'loading', id } });
      if (id !== null) void show(id);
    },
    async rename(id, title) {
      await ask('traces:rename', { id, title });
      await get().refresh(id);
    },
    async remove(id) {
      await ask('traces:delete', { id });
      if (get().selectedId === id) get().select(null);
      await get().load();
    },
  };
});
