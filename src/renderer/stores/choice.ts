import type { EngineId } from '@shared/engines/registry';
import type { EngineState } from '@shared/model/capabilities';
import { create } from 'zustand';
import { useDoctor } from './doctor';

const KEY = 'engine';

interface ChoiceState {
  /** What the user chose last; null: the first that is ready. */
  engine: string | null;
  choose(engine: string): void;
}

/** The settings of the record form; they keep their last values. */
export const useChoice = create<ChoiceState>()((set) => ({
  engine: localStorage.getItem(KEY),
  choose(engine) {
    localStorage.setItem(KEY, engine);
    set({ engine });
  },
}));

/** The chosen engine, or the first that is ready, or the first of all. */
export function pickEngine(engines: readonly EngineState[], choice: string | null): EngineState | undefined {
  return engines.find((one) => one.id === choice) ?? engines.find((one) => one.state === 'ready') ?? engines[0];
}

/** The engine that a recording started now would use; null while none is ready. */
export function chosenEngine(): EngineId | null {
  const engine = pickEngine(useDoctor.getState().capabilities?.engines ?? [], useChoice.getState().engine);
  return engine?.state === 'ready' ? (engine.id as EngineId) : null;
}
