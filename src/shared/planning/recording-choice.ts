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

/** Without it, a program with tracepoints crashes when it closes all file descriptors, whatever is recorded. */
const WITHOUT_PRESET: readonly PreloadId[] = ['fd'];

/** Distinguishes containers that share this machine's process ids. */
const MOUNTS: readonly ContextName[] = ['mnt_ns'];

/** Whether the traced program shares this machine's process ids. */
export const sharesPids = ({ target }: Pick<RunConfig, 'target'>): boolean =>
  target.kind === 'container' && engineLanguage(target.engine).sharesPids(target.options);

/** Merges a preset with the user's rules. Always adds the contexts that distinguish containers. */
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
