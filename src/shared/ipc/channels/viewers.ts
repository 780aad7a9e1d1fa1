import { z } from 'zod';
import { runIdSchema } from '../../model/run-id';
import { openingSchema } from '../../viewer/opening';
import { channel, nothing } from '../channel';

const one = z.object({ id: runIdSchema });

/** What traces can be looked at with. The programs outlive the app. */
export const VIEWER_CHANNELS = {
  /**
   * In Trace Compass, by the program of the settings. Answers when it has the trace, or when it is clear that it will not
   * have it soon; `viewer-phase` events tell how far it is. Asked again meanwhile, the same viewer is waited for.
   * `force`: also where it is known not to read the trace.
   */
  'viewers:open': channel(one.extend({ force: z.boolean() }), openingSchema),
  /** Ends the Trace Compass that was started for a trace. */
  'viewers:end': channel(one, z.object({ ended: z.boolean() })),
  /** As text, in a terminal with babeltrace2. */
  'viewers:terminal': channel(one, nothing),
} as const;
