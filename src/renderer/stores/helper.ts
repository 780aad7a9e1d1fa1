import type { HelperState } from '@shared/ipc/channels/helper';
import { create } from 'zustand';
import { ask, errorOf } from '../bridge';
import { texts } from '../texts/en';
import { announce, announceUrgently } from './announce';

interface HelperStore {
  /** Whether the helper is running, so that no password is needed. */
  up: boolean;
  handle(state: HelperState): void;
  /** Loads the state from main after a reload. */
  reload(): Promise<void>;
  stop(): Promise<void>;
}

export const useHelper = create<HelperStore>()((set, get) => ({
  up: false,
  handle({ up }) {
    if (up === get().up) return;
    set({ up });
    announce(up ? texts.frame.helper.started : texts.frame.helper.stopped);
  },
  async reload() {
    try {
      set(await ask('helper:state', null));
    } catch {
      set({ up: false }); // an event reports when it is running
    }
  },
  async stop() {
    try {
      await ask('helper:end', null);
    } catch (thrown) {
      announceUrgently(errorOf(thrown).message);
    }
  },
}));
