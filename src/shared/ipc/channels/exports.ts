import { z } from 'zod';
import { readyArchiveSchema } from '../../model/ready-archive';
import { runIdSchema } from '../../model/run-id';
import { channel, nothing } from '../channel';

const several = z.object({ ids: z.array(runIdSchema).min(1).max(100_000) });

/** Traces on their way out of the window. How far an export is, its transfer tells. */
export const EXPORT_CHANNELS = {
  /** Asks where to in a native dialog, then exports as a transfer. Answers at once: false when nothing was chosen. */
  'exports:save': channel(several, z.object({ started: z.boolean() })),
  /** These are to be ready for dragging, and no others: the archives are made behind. Each tells its state as an `archive` event. */
  'exports:prepare': channel(z.object({ ids: z.array(runIdSchema).max(1000) }), nothing),
  'exports:archives': channel(nothing, z.array(readyArchiveSchema)),
  /** Begins the desktop's own drag. Answers whether it did: one that is not ready is not dragged. */
  'exports:drag': channel(several, z.object({ started: z.boolean() })),
  /** Takes the archives that were made ahead off the disk. */
  'exports:empty-cache': channel(nothing, z.object({ freedBytes: z.number() })),
} as const;
