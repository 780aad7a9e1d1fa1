import type { ErrorData } from '@shared/model/app-error';
import type { Capabilities, Check } from '@shared/model/capabilities';
import { create } from 'zustand';
import { ask, errorOf } from '../bridge';

interface DoctorState {
  capabilities: Capabilities | null;
  /** As they stream in; those of the last look stay until they are looked at again. */
  checks: Check[];
  looking: boolean;
  error: ErrorData | null;
  look(): Promise<void>;
  take(check: Check): void;
}

export const useDoctor = create<DoctorState>()((set, get) => ({
  capabilities: null,
  checks: [],
  looking: false,
  error: null,
  async look() {
    if (get().looking) return;
    set({ looking: true, error: null });
    try {
      const capabilities = await ask('doctor:run', null);
      set({ capabilities, checks: capabilities.checks, looking: false });
    } catch (thrown) {
      set({ looking: false, error: errorOf(thrown) });
    }
  },
  take(check) {
    const { checks } = get();
    const known = checks.some((one) => one.id === check.id);
    set({ checks: known ? checks.map((one) => (one.id === check.id ? check : one)) : [...checks, check] });
  },
}));
