import { type KernelOffers, PRESETS_OFFERS } from '@shared/tracing/kernel-offers';
import { create } from 'zustand';
import { ask } from '../bridge';

interface OffersStore {
  offers: KernelOffers;
  ask(): Promise<void>;
}

/** What can be typed as a kernel event. Asked whenever it is about to be shown: with the helper up the tracer knows more. */
export const useKernelOffers = create<OffersStore>()((set) => ({
  offers: PRESETS_OFFERS,
  async ask() {
    try {
      set({ offers: await ask('kernel:offers', null) });
    } catch {
      set({ offers: PRESETS_OFFERS }); // any name can be typed all the same
    }
  },
}));
