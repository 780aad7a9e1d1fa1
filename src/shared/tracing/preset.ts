import type { ContextName } from './contexts';
import type { EventRule } from './events';
import type { PreloadId } from './preloads';

/** A ready choice of what to record: one data file each, one line in presets.ts. */
export interface Preset {
  id: string;
  title: string;
  /** One line that starts "shows you…" in the window. */
  shows: string;
  events: EventRule[];
  contexts: ContextName[];
  preloads: PreloadId[];
}
