import { z } from 'zod';
import { errorDataSchema } from './app-error';
import { progressSchema } from './transfer';

/** Whether a trace can be dragged out at this moment: its archive must be there before the drag begins. */
export const readyArchiveSchema = z.object({
  traceId: z.string(),
  /** `waiting`: its turn has not come, or a recording goes on, which nothing disturbs · `refused`: too large, or it failed. */
  state: z.enum(['waiting', 'preparing', 'ready', 'refused', 'none']),
  progress: progressSchema.nullable(),
  /** Why it was refused. */
  error: errorDataSchema.nullable(),
});
export type ReadyArchive = z.infer<typeof readyArchiveSchema>;
