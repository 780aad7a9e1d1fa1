import { exportFormatSchema } from '@shared/archive/formats';
import { errorDataSchema } from '@shared/model/app-error';
import { importedTraceSchema } from '@shared/model/import';
import { trashedTraceSchema } from '@shared/model/trash';
import { z } from 'zod';

/** `--json` output that has no model in the core. Scripts rely on it. A failure is one line, as `events` prints documents. */
export const failureSchema = z.object({
  error: errorDataSchema,
  /** The trace that was kept despite the failure. */
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

export const buildNeedsSchema = z.object({
  reference: z.string(),
  /** `nothing`: up to date · `build`: a build on a base that is here · `base-image`: also a registry or mmdebstrap. */
  needs: z.enum(['nothing', 'build', 'base-image']),
});

export const deletedSchema = z.object({
  deleted: z.array(z.string()),
  /** ISO 8601: until then they can be restored; null when they were deleted permanently. */
  until: z.string().nullable(),
  /** Null while they can be restored. */
  freedBytes: z.number().nullable(),
});

export const restoredSchema = z.object({ restored: z.array(z.string()) });

export const trashSchema = z.array(trashedTraceSchema);

export const emptiedSchema = z.object({ freedBytes: z.number() });

export const freeSpaceSchema = z.object({
  /** Traces to delete, or deleted, in this order. */
  traces: z.array(z.string()),
  bytes: z.number(),
  /** Whether the requested space is reached. */
  enough: z.boolean(),
  /** Excluded because of their tags. */
  spared: z.array(z.string()),
  done: z.enum(['nothing', 'in-trash', 'deleted']),
  /** Null while they can be restored or were not deleted. */
  freedBytes: z.number().nullable(),
  /** Bytes of caches that were or would be freed; null without --caches. */
  cacheBytes: z.number().nullable(),
});

/** `setting`: whether the settings were changed to the new folder. */
export const movedSchema = z.object({ path: z.string(), setting: z.boolean() });

export const renamedSchema = z.object({ id: z.string(), title: z.string() });

export const annotationSchema = z.object({ id: z.string(), notes: z.string(), tags: z.array(z.string()) });

export const importedSchema = z.object({
  imported: z.array(
    z.object({
      path: z.string(),
      traces: z.array(importedTraceSchema),
      /** Why nothing was imported from this path. */
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
      format: exportFormatSchema,
      bytes: z.number(),
      /** Null for a converted trace. */
      files: z.number().nullable(),
      /** Checksum of the file; null for a folder. */
      sha256: z.string().nullable(),
      /** Places that could not be read and are missing in the file. */
      unread: z.array(z.string()),
    }),
  ),
});
