import type { ErrorData } from '@shared/model/app-error';
import type { Capabilities, Check } from '@shared/model/capabilities';
import { create } from 'zustand';
import { ask, errorOf } from '../bridge';

interface DoctorState {
  /** What recording needs; that of the last look stays until the next one is there. */
  capabilities: Capabilities | null;
  /** As they stream in; those of the last look stay until they are looked at again. */
  checks: Check[];
  /** What recording needs is being looked at. */
  looking: boolean;
  /** All the rest is. */
  lookingFurther: boolean;
  /** All the rest has been looked at once. */
  lookedFurther: boolean;
  /** When the last look began, by Date.now(); null before the first. */
  lookedAtMs: number | null;
  error: ErrorData | null;
  /** While a look goes on, another one follows it: what was mended meanwhile may have been looked at before. */
  look(): Promise<void>;
  /** Looks again unless the last look is younger. */
  lookIfOlder(ageMs: number): void;
  take(check: Check): void;
}

/** A look was asked for while one went on. */
let another = false;

export const useDoctor = create<DoctorState>()((set, get) => ({
  capabilities: null,
  checks: [],
  looking: false,
  lookingFurther: false,
  lookedFurther: false,
  lookedAtMs: null,
  error: null,
  async look() {
    if (isLooking(get())) {
      another = true;
      return;
    }
    set({ looking: true, lookedAtMs: Date.now() });
    try {
      const first = get().capabilities === null;
      const capabilities = await ask('doctor:run', null);
      set({ capabilities, looking: false, lookingFurther: true, error: null });
      // The rest is only good to know: at the start the window has better things to do.
      if (first) await idle();
      set({ checks: await ask('doctor:further', null), lookingFurther: false, lookedFurther: true });
    } catch (thrown) {
      set({ looking: false, lookingFurther: false, error: errorOf(thrown) });
    }
    if (!another) return;
    another = false;
    await get().look();
  },
  lookIfOlder(ageMs) {
    const { lookedAtMs, look } = get();
    if (lookedAtMs === null || Date.now() - lookedAtMs > ageMs) void look();
  },
  take(check) {
    const { checks } = get();
    const known = checks.some((one) => one.id === check.id);
    set({ checks: known ? checks.map((one) => (one.id === check.id ? check : one)) : [...checks, check] });
  },
}));

export const isLooking = ({ looking, lookingFurther }: Pick<DoctorState, 'looking' | 'lookingFurther'>): boolean =>
  looking || lookingFurther;

const IDLE_WITHIN_MS = 2_000;

const idle = (): Promise<void> =>
  new Promise((resolve) => requestIdleCallback(() => resolve(), { timeout: IDLE_WITHIN_MS }));
