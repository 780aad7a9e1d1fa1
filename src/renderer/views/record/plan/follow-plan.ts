import { findImage } from '@shared/images/find-image';
import type { RunConfig } from '@shared/request/run-config';
import { useEffect } from 'react';
import { useImages } from '../../../stores/images';
import { usePlan } from '../../../stores/plan';

/** How long after the last change the plan is asked for. */
const SETTLE_MS = 300;

/**
 * Has the plan made for the form as it stands: when it is right, the engine is ready and nobody types any more; again
 * when the image it names has become another one.
 */
export function useFollowPlan(config: RunConfig | null, ready: boolean): void {
  const target = config?.target.kind === 'container' ? config.target : null;
  const rows = useImages((state) => (target ? state.engines[target.engine]?.rows : null));
  const imageId = target ? findImage(rows ?? [], target.image)?.id : undefined;
  const key = config && ready ? `${imageId ?? ''} ${JSON.stringify(config)}` : null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says it all; a config that says the same is no change
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
