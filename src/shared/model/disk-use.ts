import { z } from 'zod';

const heldSchema = z.object({ count: z.number().int(), bytes: z.number() });

/** What a library holds on its disk, bytes. */
export const diskUseSchema = z.object({
  dir: z.string(),
  traces: heldSchema,
  /** Can be taken back, and takes its room until then. */
  trash: heldSchema,
  /** Trace Compass's workspaces: it makes them anew. */
  workspaceBytes: z.number(),
  /** Archives that stand ready to be dragged out: they are made anew. */
  archiveBytes: z.number(),
  freeBytes: z.number(),
  totalBytes: z.number(),
});
export type DiskUse = z.infer<typeof diskUseSchema>;
