import { archiveFormatSchema } from '@shared/archive/formats';
import { errorDataSchema } from '@shared/model/app-error';
import { importedTraceSchema } from '@shared/model/import';
import { trashedTraceSchema } from '@shared/model/trash';
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

export const deletedSchema = z.object({
  deleted: z.array(z.string()),
  /** ISO 8601: until then `restore` takes them back; null when they are gone for good. */
  until: z.string().nullable(),
  /** Null while they can be taken back. */
  freedBytes: z.number().nullable(),
});

export const restoredSchema = z.object({ restored: z.array(z.string()) });

export const trashSchema = z.array(trashedTraceSchema);

export const emptiedSchema = z.object({ freedBytes: z.number() });

export const freeSpaceSchema = z.object({
  /** Which would go, or went, in that order. */
  traces: z.array(z.string()),
  bytes: z.number(),
  /** Whether that is as much as was asked for. */
  enough: z.boolean(),
  /** Left out for their tags. */
  spared: z.array(z.string()),
  done: z.enum(['nothing', 'in-trash', 'deleted']),
  /** Null while they can be taken back, or are still there. */
  freedBytes: z.number().nullable(),
  /** Of what is made anew: freed, or what would be; null when it was not asked for. */
  cacheBytes: z.number().nullable(),
});

/** `setting`: whether the settings say the new folder now. */
export const movedSchema = z.object({ path: z.string(), setting: z.boolean() });

export const renamedSchema = z.object({ id: z.string(), title: z.string() });

export const annotationSchema = z.object({ id: z.string(), notes: z.string(), tags: z.array(z.string()) });

export const importedSchema = z.object({
  imported: z.array(
    z.object({
      path: z.string(),
      traces: z.array(importedTraceSchema),
      /** Why nothing of it was brought in. */
      error: errorDataSchema.nullable(),
    }),
  ),
});

export const recoverySchema = z.object({
  settled: z.array(z.object({ runId: z.string(), kept: z.boolean() })),
  removedFolders: z.array(z.string()),
  failed: z.array(z.object({ what: z.string(), error: z.string() })),
  leftAlone: z.array(z.object({ what: z.string(), why: z.string() })),
});

export const exportedSchema = z.object({
  exported: z.array(
    z.object({
      id: z.string(),
      path: z.string(),
      format: archiveFormatSchema,
      bytes: z.number(),
      files: z.number(),
      /** Of the archive; null for a folder. */
      sha256: z.string().nullable(),
    }),
  ),
});
