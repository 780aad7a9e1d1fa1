import { z } from 'zod';
import { errorDataSchema } from './app-error';

/** A trace that is here already: leave it as it is, or take the other one in under an id of its own. */
export const duplicateChoiceSchema = z.enum(['skip', 'copy']);
export type DuplicateChoice = z.infer<typeof duplicateChoiceSchema>;

/** Where a trace of the same id is. */
const placeSchema = z.enum(['library', 'trash']);

/** What became of one trace. */
export const importedTraceSchema = z.object({
  /** null where it failed before that was known. */
  id: z.string().nullable(),
  title: z.string(),
  /** `copied`: under a new id, beside the one that is here already. */
  outcome: z.enum(['imported', 'copied', 'skipped', 'failed']),
  /** Of `skipped`: where the other one is. */
  existing: placeSchema.optional(),
  error: errorDataSchema.optional(),
});
export type ImportedTrace = z.infer<typeof importedTraceSchema>;

/** What lies at a path, as far as a look tells: nothing has been copied or unpacked. */
export const importFindingSchema = z.object({
  path: z.string(),
  form: z.enum(['folder', 'archive']),
  /** Of a folder what its traces take, of an archive its own size; null when it could not be looked at. */
  sizeBytes: z.number().nullable(),
  /** What an archive holds; null for a folder, and for a large tar, which has no list of its entries. */
  unpackedBytes: z.number().nullable(),
  traces: z.array(
    z.object({
      title: z.string(),
      /** What it will be; of an archive only the name of an export's folder says so before it is unpacked. */
      id: z.string().nullable(),
      kind: z.enum(['export', 'ctf']),
      sizeBytes: z.number().nullable(),
      /** How many CTF folders are in it. */
      leaves: z.number().nullable(),
      existing: placeSchema.nullable(),
    }),
  ),
  /** Why nothing of it can be brought in. */
  error: errorDataSchema.nullable(),
});
export type ImportFinding = z.infer<typeof importFindingSchema>;
