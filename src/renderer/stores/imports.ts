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
  /** What was found where the user pointed, until it is imported or put away. */
  look: ImportLook | null;
  looking: boolean;
  error: ErrorData | null;
  how: How;
  duplicate: DuplicateChoice;
  /** Asks for a folder, or for archives. */
  choose(what: 'folder' | 'archives'): Promise<void>;
  drop(files: readonly File[]): Promise<void>;
  setHow(how: How): void;
  setDuplicate(duplicate: DuplicateChoice): void;
  begin(): Promise<void>;
  putAway(): void;
  /** Chooses in the list what a transfer of this page has brought in. */
  arrived(transfer: Transfer): void;
}

/** Whether there is nothing to decide or to learn: exports by their archives, of which none is here already. */
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
      const look = await looked;
      set({ look, looking: false, how: 'copy', duplicate: 'skip' });
      if (look && isPlain(look)) await get().begin();
    } catch (thrown) {
      set({ looking: false, error: errorOf(thrown) });
    }
  };
  return {
    look: null,
    looking: false,
    error: null,
    how: 'copy',
    duplicate: 'skip',
    choose: async (what) => {
      set({ error: null, look: null });
      await show(ask('imports:choose', { what }));
    },
    drop: async (files) => {
      set({ error: null, look: null, looking: true });
      announce(texts.imports.looking);
      await show(
        window.bridge.lookAtDropped(files).then((answer) => {
          if (answer.ok) return answer.value;
          set({ error: answer.error });
          return null;
        }),
      );
    },
    setHow: (how) => set({ how }),
    setDuplicate: (duplicate) => set({ duplicate }),
    begin: async () => {
      const { look, how, duplicate } = get();
      if (!look) return;
      set({ look: null });
      useView.getState().go('traces');
      try {
        await ask('imports:begin', { ticket: look.ticket, how, duplicate });
      } catch (thrown) {
        set({ error: errorOf(thrown) });
      }
    },
    putAway: () => set({ look: null, looking: false, error: null }),
    arrived: ({ kind, state, result }) => {
      const [first] = result?.traceIds ?? [];
      if (kind !== 'import' || state !== 'done' || first === undefined) return;
      void useTraces
        .getState()
        .load()
        .then(() => useTraces.getState().choose({ ids: new Set(result?.traceIds), anchor: first, focus: first }));
    },
  };
});
