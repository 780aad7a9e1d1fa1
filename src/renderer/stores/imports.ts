import type { ImportLook } from '@shared/ipc/channels/imports';
import type { ErrorData } from '@shared/model/app-error';
import type { DuplicateChoice } from '@shared/model/import';
import type { Transfer } from '@shared/model/transfer';
import { create } from 'zustand';
import { ask, errorOf } from '../bridge';
import { texts } from '../texts/en';
import { announce } from './announce';
import { useTraces } from './traces';
import { useView } from './view';

type How = 'copy' | 'reference';

interface ImportsState {
  /** The inspected paths, until they are imported or dismissed. */
  found: ImportLook | null;
  reading: boolean;
  error: ErrorData | null;
  how: How;
  duplicate: DuplicateChoice;
  /** Asks for a folder or for archives. */
  select(what: 'folder' | 'archives'): Promise<void>;
  drop(files: readonly File[]): Promise<void>;
  /** Shows the files with which the app was started, or started again. Without any, nothing changes. */
  takeArrived(): Promise<void>;
  setHow(how: How): void;
  setDuplicate(duplicate: DuplicateChoice): void;
  begin(): Promise<void>;
  dismiss(): void;
  /** Selects the imported traces of a transfer of this page in the list. */
  selectImported(transfer: Transfer): void;
}

/** Whether no question is needed: only archives of exports, none of which exists already. */
const isPlain = ({ findings }: ImportLook): boolean =>
  findings.every(
    ({ form, error, traces }) =>
      error === null &&
      form === 'archive' &&
      traces.length > 0 &&
      traces.every(({ kind, existing }) => kind === 'export' && existing === null),
  );

export const useImports = create<ImportsState>()((set, get) => {
  const show = async (looked: Promise<ImportLook | null>): Promise<void> => {
    try {
      const found = await looked;
      set({ found, reading: false, how: 'copy', duplicate: 'skip' });
      if (found && isPlain(found)) await get().begin();
    } catch (thrown) {
      set({ reading: false, error: errorOf(thrown) });
    }
  };
  return {
    found: null,
    reading: false,
    error: null,
    how: 'copy',
    duplicate: 'skip',
    select: async (what) => {
      set({ error: null, found: null });
      await show(ask('imports:choose', { what }));
    },
    drop: async (files) => {
      set({ error: null, found: null, reading: true });
      announce(texts.imports.reading);
      await show(
        window.bridge.lookAtDropped(files).then((answer) => {
          if (answer.ok) return answer.value;
          set({ error: answer.error });
          return null;
        }),
      );
    },
    takeArrived: async () => {
      const arrived = ask('imports:arrived', null);
      const isEmpty = await arrived.then((found) => found === null).catch(() => false);
      if (isEmpty) return;
      set({ error: null, found: null });
      await show(arrived);
    },
    setHow: (how) => set({ how }),
    setDuplicate: (duplicate) => set({ duplicate }),
    begin: async () => {
      const { found, how, duplicate } = get();
      if (!found) return;
      set({ found: null });
      useView.getState().go('traces');
      try {
        await ask('imports:begin', { ticket: found.ticket, how, duplicate });
      } catch (thrown) {
        set({ error: errorOf(thrown) });
      }
    },
    dismiss: () => set({ found: null, reading: false, error: null }),
    selectImported: ({ kind, state, result }) => {
      const [first] = result?.traceIds ?? [];
      if (kind !== 'import' || state !== 'done' || first === undefined) return;
      void useTraces
        .getState()
        .load()
        .then(() => useTraces.getState().setSelection({ ids: new Set(result?.traceIds), anchor: first, focus: first }));
    },
  };
});
