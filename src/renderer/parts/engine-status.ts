import { type EngineState, isRecordable } from '@shared/model/capabilities';
import { texts } from '../texts/en';

export type Dot = 'good' | 'caution' | 'off';

/** The status of an engine: its dot, and its text. An engine that the helper can use is no problem. */
export function engineStatus(engine: EngineState): { dot: Dot; text: string } {
  const { engineState } = texts.frame;
  if (isRecordable(engine)) return { dot: 'good', text: engine.helper ? engineState.helper : engineState.ready };
  return { dot: engine.state === 'missing' ? 'off' : 'caution', text: engineState[engine.state] };
}
