import { findImage } from '@shared/images/find-image';
import type { RunConfig } from '@shared/request/run-config';
import { useEffect } from 'react';
import { useImages } from '../../../stores/images';
import { usePlan } from '../../../stores/plan';

/** The delay between the last change and the request of the plan. */
const SETTLE_MS = 300;

/**
 * Requests the plan of the current form if the form is valid, the engine is ready and nobody is typing. Repeats the request
 * when the image of that name has changed.
 */
export function useFollowPlan(config: RunConfig | null, ready: boolean): void {
  const target = config?.target.kind === 'container' ? config.target : null;
  const rows = useImages((state) => (target ? state.engines[target.engine]?.rows : null));
  const imageId = target ? findImage(rows ?? [], target.image)?.id : undefined;
  const key = config && ready ? `${imageId ?? ''} ${JSON.stringify(config)}` : null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key covers all; a new config with the same content is no change
  useEffect(() => {
    const plan = usePlan.getState();
    if (key === null || config === null) {
      plan.clear();
      return;
    }
    plan.markStale();
    const timer = setTimeout(() => void plan.request(config), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [key]);
}
