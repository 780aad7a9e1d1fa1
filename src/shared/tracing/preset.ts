import type { ContextName } from './contexts';
import type { EventRule } from './events';
import type { PreloadId } from './preloads';

/** A predefined userspace recording. Each has a data file and a line in presets.ts. */
export interface PresetDefinition {
  title: string;
  /** One line that follows “Shows” in the window. */
  shows: string;
  events: EventRule[];
  contexts: ContextName[];
  preloads: PreloadId[];
}
