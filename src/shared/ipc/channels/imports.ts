import { z } from 'zod';
import { duplicateChoiceSchema, importFindingSchema } from '../../model/import';
import { channel } from '../channel';

/** What was found where the user pointed; the ticket stands for the paths, which do not cross again. */
export const importLookSchema = z.object({
  ticket: z.string(),
  findings: z.array(importFindingSchema),
  freeBytes: z.number(),
  /** What is to stay free. */
  floorBytes: z.number(),
});
export type ImportLook = z.infer<typeof importLookSchema>;

export const IMPORT_CHANNELS = {
  /** Asks for a folder, or for archives, in a native dialog, and looks at what was chosen; null when it was closed. */
  'imports:choose': channel(z.object({ what: z.enum(['folder', 'archives']) }), importLookSchema.nullable()),
  /** Looks at what was dropped. Preload alone asks this, for files that the system handed over: it refuses the page. */
  'imports:look': channel(z.object({ paths: z.array(z.string().min(1).max(4096)).min(1).max(100) }), importLookSchema),
  /** Brings in what a look found; how it goes on its transfer tells. */
  'imports:begin': channel(
    z.object({
      ticket: z.string().min(1).max(64),
      how: z.enum(['copy', 'reference']),
      duplicate: duplicateChoiceSchema,
    }),
    z.object({ started: z.boolean() }),
  ),
} as const;
