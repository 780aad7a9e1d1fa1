import { z } from 'zod';
import { errorDataSchema } from './app-error';

export const transferKindSchema = z.enum(['export', 'import', 'move', 'view']);
export type TransferKind = z.infer<typeof transferKindSchema>;

/** The progress of a task. `totalBytes` is null while it is not known. */
export const progressSchema = z.object({ doneBytes: z.number(), totalBytes: z.number().nullable() });
export type Progress = z.infer<typeof progressSchema>;

/** The result of a transfer: the traces that are now in the library, or the file or folder that was written. */
export const transferResultSchema = z.object({ traceIds: z.array(z.string()), path: z.string().nullable() });
export type TransferResult = z.infer<typeof transferResultSchema>;

/** An export or import of traces, a move of the library, or the conversion of a trace for a viewer. */
export const transferSchema = z.object({
  /** Counted from 1, in this process. */
  transferId: z.number().int(),
  kind: transferKindSchema,
  /** The name of the transferred data: a trace's title, `3 traces`, a folder. */
  title: z.string(),
  state: z.enum(['going', 'cancelling', 'done', 'cancelled', 'failed']),
  /** Milliseconds since 1970. */
  startedAt: z.number(),
  progress: progressSchema,
  /** Set for the state `done`. */
  result: transferResultSchema.nullable(),
  /** Set for the state `failed`, not for `cancelled`. */
  error: errorDataSchema.nullable(),
});
export type Transfer = z.infer<typeof transferSchema>;
