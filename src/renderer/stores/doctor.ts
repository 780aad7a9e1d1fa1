import type { ErrorData } from '@shared/model/app-error';
import type { Capabilities, Check } from '@shared/model/capabilities';
import { create } from 'zustand';
import { ask, errorOf } from '../bridge';

interface DoctorState {
  /** What recording requires. The results of the last check stay until the next ones arrive. */
  capabilities: Capabilities | null;
  /** Checks in the order of arrival. Earlier results stay until the checks run again. */
  checks: Check[];
  /** The checks that recording requires are running. */
  checking: boolean;
  /** All other checks are running. */
  checkingFurther: boolean;
  /** All other checks have run once. */
  checkedFurther: boolean;
  /** The start of the last check, by Date.now(); null before the first. */
  checkedAtMs: number | null;
  error: ErrorData | null;
  /** Checks again. During a check another one is queued, because the running one may have missed a fix. */
  check(): Promise<void>;
  /** Checks again unless the last check is younger. */
  checkIfOlder(ageMs: number): void;
  handle(check: Check): void;
}

/** Whether a check was requested while one was running. */
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
      // The other checks are informative only, so they do not delay the start of the window.
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
