import { findImage } from '@shared/images/find-image';
import type { PlanPreview } from '@shared/ipc/channels/runs';
import type { ErrorData } from '@shared/model/app-error';
import type { RunConfig } from '@shared/request/run-config';
import { create } from 'zustand';
import { ask, errorOf } from '../bridge';
import { useDoctor } from './doctor';
import { useImages } from './images';

interface PlanStore {
  /** Of what the plan is, or would be. */
  config: RunConfig | null;
  preview: PlanPreview | null;
  error: ErrorData | null;
  /** The form has changed since, or nothing has come yet. */
  stale: boolean;
  /** The form changed: what is here is of yesterday. */
  markStale(): void;
  /** Asks for the plan of this request; answers for another that is wanted meanwhile are dropped. */
  request(config: RunConfig): Promise<void>;
  clear(): void;
}

let wanted: RunConfig | null = null;
let asking = false;

/** The plan of the form as it stands, made by the same planner that the runner uses. One question at a time. */
export const usePlan = create<PlanStore>()((set) => ({
  config: null,
  preview: null,
  error: null,
  stale: false,
  markStale: () => set({ stale: true }),
  async request(config) {
    wanted = config;
    if (asking) return;
    asking = true;
    try {
      while (wanted) {
        const asked: RunConfig = wanted;
        const answer = await planOf(asked);
        if (wanted !== asked) continue;
        wanted = null;
        set({ config: asked, stale: false, ...answer });
        if (isOutOfReach(answer) && isKnownImage(asked)) void useDoctor.getState().check();
      }
    } finally {
      asking = false;
    }
  },
  clear() {
    wanted = null;
    set({ config: null, preview: null, error: null, stale: false });
  },
}));

/** The image was listed a moment ago: when something is missing now, it is the engine. */
function isKnownImage({ target }: RunConfig): boolean {
  if (target.kind !== 'container') return false;
  return findImage(useImages.getState().engines[target.engine]?.rows ?? [], target.image) !== undefined;
}

/** The kernel's tracer is not there from one moment to the next: its absence is no reason to look anew. */
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
