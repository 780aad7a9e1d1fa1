import { z } from 'zod';
import { channel, nothing } from '../channel';

export const helperStateSchema = z.object({ up: z.boolean() });
export type HelperState = z.infer<typeof helperStateSchema>;

/** The privileged helper. Only a run can start it. */
export const HELPER_CHANNELS = {
  'helper:state': channel(nothing, helperStateSchema),
  /** Stops the helper. The next run that requires it asks for the password again. Refused while a recording is running. */
  'helper:end': channel(nothing, nothing),
} as const;
