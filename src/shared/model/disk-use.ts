import { z } from 'zod';

const heldSchema = z.object({ count: z.number().int(), bytes: z.number() });

/** The disk space of a library, in bytes. */
export const diskUseSchema = z.object({
  dir: z.string(),
  traces: heldSchema,
  /** Deleted traces, which can be restored and still take space. */
  trash: heldSchema,
  /** Workspaces of Trace Compass, which it can rebuild. */
  workspaceBytes: z.number(),
  /** Archives for drag-and-drop, which the app can rebuild. */
  archiveBytes: z.number(),
  freeBytes: z.number(),
  totalBytes: z.number(),
});
export type DiskUse = z.infer<typeof diskUseSchema>;
