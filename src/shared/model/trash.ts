import { z } from 'zod';
import { runIdSchema } from './run-id';

/** A deleted trace that can be restored. */
export const trashedTraceSchema = z.object({
  id: runIdSchema,
  title: z.string(),
  sizeBytes: z.number().nullable(),
  /** ISO 8601. */
  deletedAt: z.string(),
  /** ISO 8601: when it is deleted permanently. */
  until: z.string(),
});
export type TrashedTrace = z.infer<typeof trashedTraceSchema>;
