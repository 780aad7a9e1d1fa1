import { z } from 'zod';
import { channel, nothing } from '../channel';

export const helperStateSchema = z.object({ up: z.boolean() });
export type HelperState = z.infer<typeof helperStateSchema>;

/** The program that one password starts. Only a run starts it. */
export const HELPER_CHANNELS = {
  'helper:state': channel(nothing, helperStateSchema),
  /** Ends it before the window ends: what needs it next asks for the password again. Refused while a recording goes on. */
  'helper:end': channel(nothing, nothing),
} as const;
