import { z } from 'zod';
import { errorDataSchema } from './app-error';

/** What to do with a trace that already exists: skip it, or import a copy with a new id. */
export const duplicateChoiceSchema = z.enum(['skip', 'copy']);
export type DuplicateChoice = z.infer<typeof duplicateChoiceSchema>;

/** Where the existing trace with the same id is. */
const placeSchema = z.enum(['library', 'trash']);

/** The result of importing one trace. */
export const importedTraceSchema = z.object({
  /** null if the import failed before the id was known. */
  id: z.string().nullable(),
  title: z.string(),
  /** `copied`: imported with a new id, because a trace with the same id exists. */
  outcome: z.enum(['imported', 'copied', 'skipped', 'failed']),
  /** For `skipped`: where the existing trace is. */
  existing: placeSchema.optional(),
  error: errorDataSchema.optional(),
});
export type ImportedTrace = z.infer<typeof importedTraceSchema>;

/** The traces found at a path, before anything is copied or unpacked. */
export const importFindingSchema = z.object({
  path: z.string(),
  form: z.enum(['folder', 'archive']),
  /** The size of a folder's traces, or of an archive file; null if it could not be determined. */
  sizeBytes: z.number().nullable(),
  /** The unpacked size of an archive; null for a folder and for a large tar, which has no index of its entries. */
  unpackedBytes: z.number().nullable(),
  traces: z.array(
    z.object({
      title: z.string(),
      /** The id after the import. For an archive it is only known if the archive is an export, from its folder's name. */
      id: z.string().nullable(),
      kind: z.enum(['export', 'ctf']),
      sizeBytes: z.number().nullable(),
      /** Number of CTF folders. */
      leaves: z.number().nullable(),
      existing: placeSchema.nullable(),
    }),
  ),
  /** Why nothing can be imported. */
  error: errorDataSchema.nullable(),
});
export type ImportFinding = z.infer<typeof importFindingSchema>;
