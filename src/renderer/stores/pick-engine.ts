import type { EngineId } from '@shared/engines/registry';
import type { EngineState } from '@shared/model/capabilities';
import { useDoctor } from './doctor';

/** Returns the selected engine, or the first that is ready, or the first of all. */
export function pickEngine(engines: readonly EngineState[], choice: string | null): EngineState | undefined {
  return engines.find((one) => one.id === choice) ?? engines.find((one) => one.state === 'ready') ?? engines[0];
}

/** The engine that a form with this choice uses on this machine now. */
export const effectiveEngine = (choice: string | null): EngineState | undefined =>
  pickEngine(useDoctor.getState().capabilities?.engines ?? [], choice);

/** The id of the effective engine if it is ready; otherwise null. */
export function readyEngine(choice: string | null): EngineId | null {
  const engine = effectiveEngine(choice);
  return engine?.state === 'ready' ? (engine.id as EngineId) : null;
}
