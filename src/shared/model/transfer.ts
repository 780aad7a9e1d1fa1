import { z } from 'zod';
import { errorDataSchema } from './app-error';

export const transferKindSchema = z.enum(['export', 'import', 'move']);
export type TransferKind = z.infer<typeof transferKindSchema>;

/** How far something has come. `totalBytes` is null while it is not known. */
export const progressSchema = z.object({ doneBytes: z.number(), totalBytes: z.number().nullable() });
export type Progress = z.infer<typeof progressSchema>;

/** What a transfer ended with: traces that are in the library now, or the file or folder that was written. */
export const transferResultSchema = z.object({ traceIds: z.array(z.string()), path: z.string().nullable() });
export type TransferResult = z.infer<typeof transferResultSchema>;

/** Traces on their way out of the library, into it, or with it to another disk. */
export const transferSchema = z.object({
  /** Counted from 1, in this process. */
  transferId: z.number().int(),
  kind: transferKindSchema,
  /** Of what: a trace's title, `3 traces`, a folder. */
  title: z.string(),
  state: z.enum(['going', 'cancelling', 'done', 'cancelled', 'failed']),
  /** Milliseconds since 1970. */
  startedAt: z.number(),
  progress: progressSchema,
  /** Once it is done. */
  result: transferResultSchema.nullable(),
  /** Why it failed; a cancel is none. */
  error: errorDataSchema.nullable(),
});
export type Transfer = z.infer<typeof transferSchema>;
