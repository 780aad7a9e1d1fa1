import type { ErrorData } from '@shared/model/app-error';
import type { TrashedTrace } from '@shared/model/trash';
import { create } from 'zustand';
import { ask, errorOf } from '../bridge';
import { size } from '../format/figures';
import { texts } from '../texts/en';
import { announce, announceUrgently } from './announce';
import { useTraces } from './traces';

/** The traces that one Delete moved to the trash. One Undo restores them. */
interface Deletion {
  ids: string[];
  sizeBytes: number;
}

interface TrashState {
  /** Newest first; null before it was loaded. */
  trash: TrashedTrace[] | null;
  error: ErrorData | null;
  /** The moves that can be undone. The last one is undone first. */
  deletions: readonly Deletion[];
  /** Whether the bar with Undo is shown. */
  barShown: boolean;
  /** Whether traces are being moved to the trash. Undo waits for the move. */
  moving: boolean;
  load(): Promise<void>;
  /** Moves traces to the trash. The view shows errors. */
  remove(ids: readonly string[]): Promise<void>;
  undo(): Promise<void>;
  dismiss(): void;
  restore(ids: readonly string[]): Promise<void>;
  /** Deletes permanently. Returns the freed bytes, or null on failure. */
  purge(ids: readonly string[] | 'all'): Promise<number | null>;
}

const { traces: labels } = texts;

/** The size of the trash in bytes. */
export const sizeOfTrash = (trash: readonly TrashedTrace[]): number =>
  trash.reduce((sum, one) => sum + (one.sizeBytes ?? 0), 0);

/** Only complete traces can be moved: not a running recording, and not a trace that cannot be read. */
const deletable = (ids: readonly string[]): { ids: string[]; sizeBytes: number } => {
  const wanted = new Set(ids);
  const rows = useTraces
    .getState()
    .rows?.filter((row) => wanted.has(row.id) && (row.state === 'ready' || row.state === 'damaged'));
  return {
    ids: rows?.map((row) => row.id) ?? [],
    sizeBytes: rows?.reduce((sum, row) => sum + (row.sizeBytes ?? 0), 0) ?? 0,
  };
};

/** The last move to the trash. */
let moved: Promise<unknown> = Promise.resolve();

export const useTrash = create<TrashState>()((set, get) => {
  /** Drops traces that are no longer in the trash. */
  const forget = (gone: (id: string) => boolean): void => {
    const deletions = get()
      .deletions.map((one) => ({ ...one, ids: one.ids.filter((id) => !gone(id)) }))
      .filter((one) => one.ids.length > 0);
    set({ deletions, barShown: get().barShown && deletions.length > 0 });
  };
  return {
    trash: null,
    error: null,
    deletions: [],
    barShown: false,
    moving: false,
    async load() {
      try {
        set({ trash: await ask('traces:trash', null), error: null });
      } catch (thrown) {
        set({ error: errorOf(thrown) });
      }
    },
    async remove(ids) {
      const deletion = deletable(ids);
      const left = ids.length - deletion.ids.length;
      if (deletion.ids.length === 0) {
        announceUrgently(labels.cannotDelete(left));
        return;
      }
      const list = useTraces.getState();
      list.refuse(null);
      list.hide(deletion.ids);
      set({ moving: true });
      moved = ask('traces:delete', { ids: deletion.ids });
      try {
        await moved;
        set({ deletions: [...get().deletions, deletion], barShown: true });
        announce(labels.undo.moved(deletion.ids.length, size(deletion.sizeBytes)));
        await get().load();
      } catch (thrown) {
        list.refuse(errorOf(thrown));
      } finally {
        set({ moving: false });
        list.unhide(deletion.ids);
      }
      await list.load();
    },
    async undo() {
      await moved.catch(() => undefined); // the caller of the move reports the failure
      const last = get().deletions.at(-1);
      if (last) await get().restore(last.ids);
    },
    dismiss: () => set({ barShown: false }),
    async restore(ids) {
      const list = useTraces.getState();
      list.refuse(null);
      try {
        await ask('traces:restore', { ids: [...ids] });
        const back = new Set(ids);
        forget((id) => back.has(id));
        await list.load();
        list.setSelection({ ids: back, anchor: ids[0] ?? null, focus: ids[0] ?? null });
        announce(labels.undo.restored(ids.length));
      } catch (thrown) {
        list.refuse(errorOf(thrown));
        await list.load();
      }
      await get().load();
    },
    async purge(ids) {
      try {
        const { freedBytes } = await ask('traces:purge', { ids: ids === 'all' ? ids : [...ids] });
        const gone = ids === 'all' ? null : new Set(ids);
        forget((id) => gone === null || gone.has(id));
        await get().load();
        announce(labels.trash.freed(size(freedBytes)));
        return freedBytes;
      } catch (thrown) {
        const error = errorOf(thrown);
        set({ error });
        announceUrgently(error.message);
        return null;
      }
    },
  };
});
