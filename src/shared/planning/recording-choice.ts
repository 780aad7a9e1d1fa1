import type { RunConfig } from '../model/run-config';
import { type ContextName, IDENTITY_CONTEXTS } from '../tracing/contexts';
import type { EventRule } from '../tracing/events';
import type { PreloadId } from '../tracing/preloads';
import { findPreset } from '../tracing/presets';

export interface RecordingChoice {
  events: EventRule[];
  contexts: ContextName[];
  preloads: PreloadId[];
}

/** A preset and the user's own rules as one choice; the contexts that tell containers apart are always in it. */
export function chooseRecording(
  recording: Pick<RunConfig['recording'], 'preset' | 'events' | 'contexts' | 'preloads'>,
): RecordingChoice {
  const preset = recording.preset ? findPreset(recording.preset) : undefined;
  return {
    events: [...(preset?.events ?? []), ...recording.events],
    contexts: [...new Set([...IDENTITY_CONTEXTS, ...(preset?.contexts ?? []), ...recording.contexts])],
    preloads: recording.preloads ?? preset?.preloads ?? [],
  };
}
