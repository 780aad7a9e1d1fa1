import type { ErrorData } from '@shared/model/app-error';
import { create } from 'zustand';
import { ask, errorOf } from '../bridge';
import { useDoctor } from './doctor';
import { usePlan } from './plan';

interface TracerFetch {
  fetching: boolean;
  /** Why the last download failed. */
  error: ErrorData | null;
  /** Downloads the older tracer, then checks the machine and plans again. */
  fetch(): Promise<void>;
}

export const useTracerFetch = create<TracerFetch>()((set, get) => ({
  fetching: false,
  error: null,
  async fetch() {
    if (get().fetching) return;
    set({ fetching: true, error: null });
    try {
      await ask('images:fetch-tracer', null);
      await Promise.all([useDoctor.getState().check(), planAgain()]);
      set({ fetching: false });
    } catch (thrown) {
      set({ fetching: false, error: errorOf(thrown) });
    }
  },
}));

async function planAgain(): Promise<void> {
  const { config, request, markStale } = usePlan.getState();
  if (!config) return;
  markStale();
  await request(config);
}
