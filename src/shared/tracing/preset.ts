import type { ContextName } from './contexts';
import type { EventRule } from './events';
import type { PreloadId } from './preloads';

/** A predefined choice of what to record: one data file each, one line in presets.ts. */
export interface PresetDefinition {
  title: string;
  /** One line that follows “Shows” in the window. */
  shows: string;
  events: EventRule[];
  contexts: ContextName[];
  preloads: PreloadId[];
}
