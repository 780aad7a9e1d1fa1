import { z } from 'zod';
import { capabilitiesSchema, checkSchema } from '../../model/capabilities';
import { channel, nothing } from '../channel';

export const DOCTOR_CHANNELS = {
  /** Runs the checks that are required for recording, which are fast. */
  'doctor:run': channel(nothing, capabilitiesSchema),
  /** Runs all other checks. Answers with all checks, including those of `doctor:run`. */
  'doctor:further': channel(nothing, z.array(checkSchema)),
  /** Runs the shown remedy of a check. The command comes from main, never from the window. */
  'doctor:fix': channel(
    z.object({ checkId: z.string().min(1).max(100) }),
    z.object({ exitCode: z.number().int(), output: z.string() }),
  ),
  /** Creates a report for an issue, as plain text without secrets. */
  'doctor:report': channel(nothing, z.object({ text: z.string() })),
} as const;
