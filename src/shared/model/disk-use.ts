import { z } from 'zod';

const countAndBytesSchema = z.object({ count: z.number().int(), bytes: z.number() });

/** The disk space of a library, in bytes. */
export const diskUseSchema = z.object({
  dir: z.string(),
  traces: countAndBytesSchema,
  /** Deleted traces, which can be restored and still take space. */
  trash: countAndBytesSchema,
  /** Workspaces of Trace Compass, which it can rebuild. */
  workspaceBytes: z.number(),
  /** Archives for drag-and-drop, which the app can rebuild. */
  archiveBytes: z.number(),
  /** Analyses of traces, which the app can rebuild. */
  analysisBytes: z.number(),
  freeBytes: z.number(),
  totalBytes: z.number(),
});
export type DiskUse = z.infer<typeof diskUseSchema>;

/** Everything that can be rebuilt. */
export const cacheBytesOf = ({ workspaceBytes, archiveBytes, analysisBytes }: DiskUse): number =>
  workspaceBytes + archiveBytes + analysisBytes;
