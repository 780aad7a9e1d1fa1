import { z } from 'zod';
import { readyArchiveSchema } from '../../model/ready-archive';
import { runIdSchema } from '../../model/run-id';
import { channel, nothing } from '../channel';

const several = z.object({ ids: z.array(runIdSchema).min(1).max(100_000) });

/** Exports and drag-and-drop. A transfer reports the progress of an export. */
export const EXPORT_CHANNELS = {
  /** Shows a native dialog for the target, then starts an export. Answers at once: false if the dialog was closed. */
  'exports:save': channel(several, z.object({ started: z.boolean() })),
  /** Prepares the archives of these traces, and no others, for dragging in the background. `archive` events report their states. */
  'exports:prepare': channel(z.object({ ids: z.array(runIdSchema).max(1000) }), nothing),
  'exports:archives': channel(nothing, z.array(readyArchiveSchema)),
  /** Starts a drag of the desktop. Answers false if an archive is not ready. */
  'exports:drag': channel(several, z.object({ started: z.boolean() })),
  /** Deletes the archives that were prepared for dragging. */
  'exports:empty-cache': channel(nothing, z.object({ freedBytes: z.number() })),
} as const;
