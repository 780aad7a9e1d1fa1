import { findImage } from '@shared/images/find-image';
import type { PlanPreview } from '@shared/ipc/channels/runs';
import type { ErrorData } from '@shared/model/app-error';
import type { RunConfig } from '@shared/request/run-config';
import { create } from 'zustand';
import { ask, errorOf } from '../bridge';
import { useDoctor } from './doctor';
import { useImages } from './images';

interface PlanStore {
  /** The request of the plan. */
  config: RunConfig | null;
  preview: PlanPreview | null;
  error: ErrorData | null;
  /** Whether the form has changed since, or no plan has arrived yet. */
  stale: boolean;
  /** Marks the plan as outdated after a change of the form. */
  markStale(): void;
  /** Requests a plan. Answers to requests that were replaced meanwhile are dropped. */
  request(config: RunConfig): Promise<void>;
  clear(): void;
}

let next: RunConfig | null = null;
let asking = false;

/** The plan of the current form, by the same planner that the runner uses. One request at a time. */
export const usePlan = create<PlanStore>()((set) => ({
  config: null,
  preview: null,
  error: null,
  stale: false,
  markStale: () => set({ stale: true }),
  async request(config) {
    next = config;
    if (asking) return;
    asking = true;
    try {
      while (next) {
        const current: RunConfig = next;
        const answer = await planOf(current);
        if (next !== current) continue;
        next = null;
        set({ config: current, stale: false, ...answer });
        if (isOutOfReach(answer) && isKnownImage(current)) void useDoctor.getState().check();
      }
    } finally {
      asking = false;
    }
  },
  clear() {
    next = null;
    set({ config: null, preview: null, error: null, stale: false });
  },
}));

/** The image was listed a moment ago, so if something is missing now, it is the engine. */
function isKnownImage({ target }: RunConfig): boolean {
  if (target.kind !== 'container') return false;
  return findImage(useImages.getState().engines[target.engine]?.rows ?? [], target.image) !== undefined;
}

/** The kernel tracer does not disappear suddenly, so its absence is no reason to check again. */
const isOutOfReach = ({ preview, error }: Pick<PlanStore, 'preview' | 'error'>): boolean =>
  [error?.code, ...(preview?.problems ?? []).flatMap(({ about, code }) => (about === 'kernel' ? [] : code))].some(
    (code) => code === 'missing' || code === 'denied',
  );

async function planOf(config: RunConfig): Promise<Pick<PlanStore, 'preview' | 'error'>> {
  try {
    return { preview: await ask('run:plan', { config }), error: null };
  } catch (thrown) {
    return { preview: null, error: errorOf(thrown) };
  }
}
