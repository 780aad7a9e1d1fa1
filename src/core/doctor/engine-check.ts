import type { EngineState } from '@shared/model/capabilities';
import type { Finding } from './finding';

const STATES: Record<Exclude<EngineState['state'], 'ready'>, (noneReady: boolean) => Finding['state']> = {
  broken: () => 'bad',
  missing: (noneReady) => (noneReady ? 'bad' : 'note'),
  stopped: (noneReady) => (noneReady ? 'bad' : 'caution'),
  denied: (noneReady) => (noneReady ? 'bad' : 'caution'),
};

/** @param noneReady whether no engine is ready: a missing engine then prevents recording */
export function engineCheck(engine: EngineState, noneReady = false): Finding {
  if (engine.state === 'ready') return { state: 'good', summary: engine.reason };
  return {
    state: STATES[engine.state](noneReady),
    summary: engine.reason,
    why: `Containers of ${engine.title} cannot be recorded until it responds. One engine is enough.`,
    ...(engine.remedy ? { remedy: engine.remedy } : {}),
  };
}
