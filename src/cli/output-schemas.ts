import { errorDataSchema } from '@shared/model/app-error';
import { z } from 'zod';

/** What `--json` prints where it is no model of the core's already; scripts rely on it. */
export const failureSchema = z.object({
  error: errorDataSchema,
  /** The trace that was kept all the same. */
  traceId: z.string().optional(),
});

export const imagesSchema = z.array(
  z.object({
    id: z.string(),
    names: z.array(z.string()),
    sizeBytes: z.number(),
    createdAt: z.string(),
    labels: z.record(z.string(), z.string()),
  }),
);

export const builtSchema = z.object({ reference: z.string(), imageId: z.string(), built: z.boolean() });

export const deletedSchema = z.object({ deleted: z.string() });

export const recoverySchema = z.object({
  settled: z.array(z.object({ runId: z.string(), kept: z.boolean() })),
  removedFolders: z.array(z.string()),
  failed: z.array(z.object({ what: z.string(), error: z.string() })),
});
