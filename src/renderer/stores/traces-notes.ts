import type { ErrorData } from '@shared/model/app-error';
import { create } from 'zustand';
import { errorOf } from '../bridge';
import { announceUrgently } from './announce';
import { useTraces } from './traces';

/** The maximum length of notes in the library, characters. */
export const LONGEST_NOTES = 20_000;
/** The pause in typing after which notes are saved. */
const PAUSE_MS = 800;

interface Draft {
  text: string;
  error: ErrorData | null;
}

interface NotesState {
  /** Unsaved notes by trace. They outlive the panel in which they were written. */
  drafts: Readonly<Record<string, Draft>>;
  saving: ReadonlySet<string>;
  /** The trace whose notes were saved last. */
  savedId: string | null;
  write(id: string, text: string): void;
  /** Saves all unsaved notes now. */
  flush(id: string): Promise<void>;
}

const timers = new Map<string, ReturnType<typeof setTimeout>>();

export const useNotes = create<NotesState>()((set, get) => {
  const put = (id: string, draft: Draft | null): void => {
    const { [id]: _before, ...others } = get().drafts;
    set({ drafts: draft ? { ...others, [id]: draft } : others });
  };
  const mark = (id: string, busy: boolean): void => {
    const saving = new Set(get().saving);
    if (busy) saving.add(id);
    else saving.delete(id);
    set({ saving });
  };
  /** Saves one text at a time for each trace, so that the last text is saved last. */
  const flush = async (id: string): Promise<void> => {
    clearTimeout(timers.get(id));
    timers.delete(id);
    const draft = get().drafts[id];
    if (!draft || get().saving.has(id)) return;
    mark(id, true);
    try {
      await useTraces.getState().annotate(id, { notes: draft.text });
      if (get().drafts[id]?.text === draft.text) put(id, null);
      set({ savedId: id });
    } catch (thrown) {
      const error = errorOf(thrown);
      put(id, { text: get().drafts[id]?.text ?? draft.text, error });
      announceUrgently(error.message);
    }
    mark(id, false);
    const left = get().drafts[id];
    if (left && left.text !== draft.text) await flush(id);
  };
  // The window is closing or reloading: send unsaved notes before the page ends.
  window.addEventListener('pagehide', () => {
    for (const id of Object.keys(get().drafts)) void flush(id);
  });
  return {
    drafts: {},
    saving: new Set(),
    savedId: null,
    write(id, text) {
      put(id, { text, error: null });
      if (get().savedId === id) set({ savedId: null });
      clearTimeout(timers.get(id));
      timers.set(
        id,
        setTimeout(() => void flush(id), PAUSE_MS),
      );
    },
    flush,
  };
});
