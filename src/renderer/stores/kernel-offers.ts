import { type KernelOffers, PRESETS_OFFERS } from '@shared/tracing/kernel-offers';
import { create } from 'zustand';
import { ask } from '../bridge';

interface OffersStore {
  offers: KernelOffers;
  ask(): Promise<void>;
}

/** Suggestions for kernel events. Requested each time before they are shown: with the helper running, the tracer lists more. */
export const useKernelOffers = create<OffersStore>()((set) => ({
  offers: PRESETS_OFFERS,
  async ask() {
    try {
      set({ offers: await ask('kernel:offers', null) });
    } catch {
      set({ offers: PRESETS_OFFERS }); // any name can be typed anyway
    }
  },
}));
