import type { EngineId } from '@shared/engines/registry';
import { useDraft } from './draft';
import { readyEngine } from './pick-engine';

/** The engine that a recording started now would use; null while none is ready. */
export const selectedEngine = (): EngineId | null => readyEngine(useDraft.getState().draft.engine);
