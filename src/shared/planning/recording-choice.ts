import { engineLanguage } from '../engines/registry';
import type { RunConfig } from '../request/run-config';
import { type ContextName, IDENTITY_CONTEXTS } from '../tracing/contexts';
import type { EventRule } from '../tracing/events';
import type { PreloadId } from '../tracing/preloads';
import { findPreset } from '../tracing/presets';

export interface RecordingChoice {
  events: EventRule[];
  contexts: ContextName[];
  preloads: PreloadId[];
}

/** A program with tracepoints that closes every file descriptor crashes without it, whatever is recorded of it. */
const WITHOUT_PRESET: readonly PreloadId[] = ['fd'];

/** Told apart by it: containers that share this machine's process ids. */
const MOUNTS: readonly ContextName[] = ['mnt_ns'];

/** Whether what is traced shares this machine's process ids. */
export const sharesPids = ({ target }: Pick<RunConfig, 'target'>): boolean =>
  target.kind === 'container' && engineLanguage(target.engine).sharesPids(target.options);

/** A preset and the user's own rules as one choice; the contexts that tell containers apart are always in it. */
export function chooseRecording(
  recording: Pick<RunConfig['recording'], 'preset' | 'events' | 'contexts' | 'preloads'>,
  sharesPids = false,
): RecordingChoice {
  const preset = recording.preset ? findPreset(recording.preset) : undefined;
  return {
    events: [...(preset?.events ?? []), ...recording.events],
    contexts: [
      ...new Set([
        ...IDENTITY_CONTEXTS,
        ...(sharesPids ? MOUNTS : []),
        ...(preset?.contexts ?? []),
        ...recording.contexts,
      ]),
    ],
    preloads: [...(recording.preloads ?? preset?.preloads ?? WITHOUT_PRESET)],
  };
}
