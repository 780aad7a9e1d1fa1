import { z } from 'zod';
import { duplicateChoiceSchema, importFindingSchema } from '../../model/import';
import { channel, nothing } from '../channel';

/** The most files and folders that are examined at once. */
export const MOST_PATHS = 100;
const pathSchema = z.string().min(1).max(4096);

/** The traces found at the selected paths. The ticket identifies these paths, which the window does not send again. */
export const importLookSchema = z.object({
  ticket: z.string(),
  findings: z.array(importFindingSchema),
  freeBytes: z.number(),
  /** The free space that the import must leave. */
  floorBytes: z.number(),
});
export type ImportLook = z.infer<typeof importLookSchema>;

export const IMPORT_CHANNELS = {
  /** Shows a native dialog for a folder or archives and examines the selection; null if the dialog was closed. */
  'imports:choose': channel(z.object({ what: z.enum(['folder', 'archives']) }), importLookSchema.nullable()),
  /** Examines dropped files. Only preload calls this, with paths from the system. Calls of the page are refused. */
  'imports:look': channel(z.object({ paths: z.array(pathSchema).min(1).max(MOST_PATHS) }), importLookSchema),
  /** Examines the files with which the app was started, once; null if there are none. */
  'imports:arrived': channel(nothing, importLookSchema.nullable()),
  /** Imports the traces of a ticket. A transfer reports the progress. */
  'imports:begin': channel(
    z.object({
      ticket: z.string().min(1).max(64),
      how: z.enum(['copy', 'reference']),
      duplicate: duplicateChoiceSchema,
    }),
    z.object({ started: z.boolean() }),
  ),
} as const;
