import { KERNEL_PRESETS } from '@shared/tracing/kernel-presets';
import { create } from 'zustand';

interface KernelOffers {
  tracepoints: readonly string[];
  syscalls: readonly string[];
}

interface OffersStore {
  offers: KernelOffers;
  ask(): Promise<void>;
}

const named = (list: 'tracepoints' | 'syscalls'): string[] =>
  [...new Set(KERNEL_PRESETS.flatMap((preset) => preset[list]))].filter((name) => name !== '*').sort();

/** What can be typed as a kernel event: what this kernel offers, or the presets' names while it cannot be asked. */
export const useKernelOffers = create<OffersStore>()(() => ({
  offers: { tracepoints: named('tracepoints'), syscalls: named('syscalls') },
  ask: async () => undefined,
}));
