import { z } from 'zod';
import { exportFileFormatSchema } from '../../archive/formats';
import { readyArchiveSchema } from '../../model/ready-archive';
import { runIdSchema } from '../../model/run-id';
import { channel, nothing } from '../channel';

const timeSchema = z.number().nonnegative().max(Number.MAX_SAFE_INTEGER);
const exportRangeSchema = z.object({ fromNs: timeSchema, toNs: timeSchema });
const pixelsSchema = z.number().int().nonnegative().max(32_768);
const areaSchema = z.object({
  x: pixelsSchema,
  y: pixelsSchema,
  width: pixelsSchema.min(1),
  height: pixelsSchema.min(1),
});
const several = z.object({ ids: z.array(runIdSchema).min(1).max(100_000) });

/** Exports and drag-and-drop. A transfer reports the progress of an export. */
export const EXPORT_CHANNELS = {
  /**
   * Shows a native dialog for the target, then starts an export. Answers at once: false if the dialog was closed.
   * `format`: the only one that the dialog offers; null for all, with the archive of the settings first.
   * `range`: of a format that is no archive, nanoseconds since the begin of the trace.
   */
  'exports:save': channel(
    several.extend({ format: exportFileFormatSchema.nullable(), range: exportRangeSchema.nullable() }),
    z.object({ started: z.boolean() }),
  ),
  /** Prepares the archives of these traces, and no others, for dragging in the background. `archive` events report their states. */
  /** Saves an area of the page as a PNG file, CSS pixels. Asks for the file, whose name begins with the trace's title. */
  'exports:picture': channel(z.object({ id: runIdSchema, area: areaSchema }), z.object({ saved: z.boolean() })),
  'exports:prepare': channel(z.object({ ids: z.array(runIdSchema).max(1000) }), nothing),
  'exports:archives': channel(nothing, z.array(readyArchiveSchema)),
  /** Starts a drag of the desktop. Answers false if an archive is not ready. */
  'exports:drag': channel(several, z.object({ started: z.boolean() })),
  /** Deletes the archives that were prepared for dragging. */
  'exports:empty-cache': channel(nothing, z.object({ freedBytes: z.number() })),
} as const;
