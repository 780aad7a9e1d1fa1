import type { ErrorData } from '@shared/model/app-error';
import { type Setup, withoutSecrets } from '@shared/request/draft/setup';
import { create } from 'zustand';
import { ask, errorOf } from '../bridge';
import { texts } from '../texts/en';
import { announce, announceUrgently } from './announce';
import { useDraft } from './draft';

interface SetupsStore {
  /** Sorted by name; null before they were loaded. */
  setups: Setup[] | null;
  error: ErrorData | null;
  load(): Promise<void>;
  select(name: string): void;
  /** Saves the form under a name and replaces a setup of that name. */
  save(name: string): Promise<void>;
  rename(name: string, to: string): Promise<void>;
  remove(name: string): Promise<void>;
}

const { setups: labels } = texts.record;

export const useSetups = create<SetupsStore>()((set, get) => {
  const change = async (send: () => Promise<Setup[]>, done: () => void): Promise<void> => {
    try {
      set({ setups: await send(), error: null });
      done();
    } catch (thrown) {
      const error = errorOf(thrown);
      set({ error });
      announceUrgently(error.message);
    }
  };
  return {
    setups: null,
    error: null,
    load: () =>
      change(
        () => ask('setups:list', null),
        () => undefined,
      ),
    select(name) {
      const setup = get().setups?.find((one) => one.name === name);
      if (!setup) return;
      useDraft.getState().fillFromSetup(name, setup.draft);
      announce(labels.filled(name));
    },
    save: (name) =>
      change(
        () => ask('setups:save', { name, draft: withoutSecrets(useDraft.getState().draft) }),
        () => {
          useDraft.getState().nameSetup(name.trim());
          announce(labels.saved(name.trim()));
        },
      ),
    rename: (name, to) =>
      change(
        () => ask('setups:rename', { name, to }),
        () => {
          if (useDraft.getState().setup === name) useDraft.getState().nameSetup(to.trim());
        },
      ),
    remove: (name) =>
      change(
        () => ask('setups:delete', { name }),
        () => {
          if (useDraft.getState().setup === name) useDraft.getState().nameSetup(null);
          announce(labels.removed(name));
        },
      ),
  };
});
