import type { EngineId } from '@shared/engines/registry';
import type { EngineState } from '@shared/model/capabilities';
import { useDoctor } from './doctor';

/** The chosen engine, or the first that is ready, or the first of all. */
export function pickEngine(engines: readonly EngineState[], choice: string | null): EngineState | undefined {
  return engines.find((one) => one.id === choice) ?? engines.find((one) => one.state === 'ready') ?? engines[0];
}

/** What a form means that names this engine, or none, on this machine at this moment. */
export const effectiveEngine = (choice: string | null): EngineState | undefined =>
  pickEngine(useDoctor.getState().capabilities?.engines ?? [], choice);

/** The same where it can be recorded with; null otherwise. */
export function readyEngine(choice: string | null): EngineId | null {
  const engine = effectiveEngine(choice);
  return engine?.state === 'ready' ? (engine.id as EngineId) : null;
}
