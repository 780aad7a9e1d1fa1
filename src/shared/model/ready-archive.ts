import { z } from 'zod';
import { errorDataSchema } from './app-error';
import { progressSchema } from './transfer';

/** Whether a trace can be dragged now. Its archive must exist before the drag begins. */
export const readyArchiveSchema = z.object({
  traceId: z.string(),
  /** `waiting`: for other archives, or for the end of a recording · `refused`: too large, or it failed. */
  state: z.enum(['waiting', 'preparing', 'ready', 'refused', 'none']),
  progress: progressSchema.nullable(),
  /** The reason for `refused`. */
  error: errorDataSchema.nullable(),
});
export type ReadyArchive = z.infer<typeof readyArchiveSchema>;
