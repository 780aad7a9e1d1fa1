import { z } from 'zod';
import { runIdSchema } from '../../model/run-id';
import { openingSchema } from '../../viewer/opening';
import { channel, nothing } from '../channel';

const one = z.object({ id: runIdSchema });

/** Viewers of traces. They keep running when the app ends. */
export const VIEWER_CHANNELS = {
  /**
   * Opens a trace in Trace Compass, with the program in the settings. Answers when the trace is open, or when opening it failed
   * or takes long. `viewer-phase` events report the progress. Another call meanwhile waits for the same viewer.
   * `force`: open the trace even if this version of Trace Compass is known not to read it.
   */
  'viewers:open': channel(one.extend({ force: z.boolean() }), openingSchema),
  /** Quits the Trace Compass that was started for a trace. */
  'viewers:end': channel(one, z.object({ ended: z.boolean() })),
  /** Converts a trace and shows it in speedscope, in a window of its own. A transfer reports the progress. Answers at once. */
  'viewers:speedscope': channel(one, nothing),
  /** Shows a trace as text, with babeltrace2 in a terminal. */
  'viewers:terminal': channel(one, nothing),
} as const;
