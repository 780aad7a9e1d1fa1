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
  checking: boolean;
  /** All the rest is. */
  checkingFurther: boolean;
  /** All the rest has been looked at once. */
  checkedFurther: boolean;
  /** When the last look began, by Date.now(); null before the first. */
  checkedAtMs: number | null;
  error: ErrorData | null;
  /** While a look goes on, another one follows it: what was mended meanwhile may have been looked at before. */
  check(): Promise<void>;
  /** Looks again unless the last look is younger. */
  checkIfOlder(ageMs: number): void;
  handle(check: Check): void;
}

/** A look was asked for while one went on. */
let another = false;

export const useDoctor = create<DoctorState>()((set, get) => ({
  capabilities: null,
  checks: [],
  checking: false,
  checkingFurther: false,
  checkedFurther: false,
  checkedAtMs: null,
  error: null,
  async check() {
    if (isChecking(get())) {
      another = true;
      return;
    }
    set({ checking: true, checkedAtMs: Date.now() });
    try {
      const first = get().capabilities === null;
      const capabilities = await ask('doctor:run', null);
      set({ capabilities, checking: false, checkingFurther: true, error: null });
      // The rest is only good to know: at the start the window has better things to do.
      if (first) await idle();
      set({ checks: await ask('doctor:further', null), checkingFurther: false, checkedFurther: true });
    } catch (thrown) {
      set({ checking: false, checkingFurther: false, error: errorOf(thrown) });
    }
    if (!another) return;
    another = false;
    await get().check();
  },
  checkIfOlder(ageMs) {
    const { checkedAtMs, check } = get();
    if (checkedAtMs === null || Date.now() - checkedAtMs > ageMs) void check();
  },
  handle(check) {
    const { checks } = get();
    const known = checks.some((one) => one.id === check.id);
    set({ checks: known ? checks.map((one) => (one.id === check.id ? check : one)) : [...checks, check] });
  },
}));

export const isChecking = ({ checking, checkingFurther }: Pick<DoctorState, 'checking' | 'checkingFurther'>): boolean =>
  checking || checkingFurther;

const IDLE_WITHIN_MS = 2_000;

const idle = (): Promise<void> =>
  new Promise((resolve) => requestIdleCallback(() => resolve(), { timeout: IDLE_WITHIN_MS }));
