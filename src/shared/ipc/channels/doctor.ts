import { z } from 'zod';
import { capabilitiesSchema, checkSchema } from '../../model/capabilities';
import { channel, nothing } from '../channel';

export const DOCTOR_CHANNELS = {
  /** What recording needs: quick. */
  'doctor:run': channel(nothing, capabilitiesSchema),
  /** All the rest, afterwards. Answers with every check, those of the first look among them. */
  'doctor:further': channel(nothing, z.array(checkSchema)),
  /** Runs the remedy of a check as it was shown; what is run is main's own knowledge. */
  'doctor:mend': channel(
    z.object({ checkId: z.string().min(1).max(100) }),
    z.object({ exitCode: z.number().int(), output: z.string() }),
  ),
  /** Plain text for an issue, without secrets. */
  'doctor:report': channel(nothing, z.object({ text: z.string() })),
} as const;
