import type { EngineId } from '@shared/engines/registry';
import type { PlanPreview } from '@shared/ipc/channels/runs';
import type { ErrorData } from '@shared/model/app-error';
import type { EngineState } from '@shared/model/capabilities';
import { DEMO_IMAGE, demoRun } from '@shared/model/demo-run';
import { useEffect, useState } from 'react';
import { ask, errorOf } from '../../bridge';

interface Plan {
  preview: PlanPreview | null;
  error: ErrorData | null;
  /** The demo image is not there yet and is built first. */
  builtFirst: boolean;
}

const NOTHING: Plan = { preview: null, error: null, builtFirst: false };

/** The plan of the demo on that engine, made by the same planner that the runner uses; asked again when the engine changes. */
export function usePlan(engine: EngineState | undefined): Plan {
  const id = engine?.state === 'ready' ? (engine.id as EngineId) : null;
  const [plan, setPlan] = useState<Plan>(NOTHING);
  useEffect(() => {
    let stale = false;
    setPlan(NOTHING);
    if (id === null) return;
    planDemo(id).then((made) => (stale ? undefined : setPlan(made)));
    return () => {
      stale = true;
    };
  }, [id]);
  return plan;
}

async function planDemo(engine: EngineId): Promise<Plan> {
  try {
    const images = await ask('images:list', { engine });
    const there = images.some((image) => image.names.includes(DEMO_IMAGE));
    const preview = await ask('run:plan', { config: demoRun(engine) });
    return { preview, error: null, builtFirst: !there };
  } catch (thrown) {
    return { ...NOTHING, error: errorOf(thrown) };
  }
}
