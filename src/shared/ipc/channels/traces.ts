import { z } from 'zod';
import { comparisonSchema } from '../../model/compare-traces';
import { diskUseSchema } from '../../model/disk-use';
import { runIdSchema } from '../../model/run-id';
import { notesSchema, tagsSchema, traceReportSchema, traceRowSchema } from '../../model/trace-record';
import { trashedTraceSchema } from '../../model/trash';
import { recordedConfigSchema } from '../../request/run-config';
import { channel, nothing } from '../channel';

const one = z.object({ id: runIdSchema });
const several = z.object({ ids: z.array(runIdSchema).min(1).max(100_000) });

export const TRACE_CHANNELS = {
  'traces:list': channel(nothing, z.array(traceRowSchema)),
  /**
   * The same as one JSON document: Electron's bridge copies 10 000 objects property by property, in one task that the
   * window feels; a text it copies at once.
   */
  'traces:all': channel(nothing, z.object({ json: z.string() })),
  /** The newest few, at once however large the library is. */
  'traces:first': channel(z.object({ count: z.number().int().min(1).max(1000) }), z.array(traceRowSchema)),
  'traces:show': channel(one, traceReportSchema),
  'traces:rename': channel(z.object({ id: runIdSchema, title: z.string().trim().min(1).max(200) }), nothing),
  'traces:annotate': channel(
    z.object({
      id: runIdSchema,
      notes: notesSchema.optional(),
      tags: tagsSchema.optional(),
    }),
    nothing,
  ),
  /** Into the library's trash, from where they can be taken back. */
  'traces:delete': channel(several, nothing),
  'traces:restore': channel(several, nothing),
  'traces:trash': channel(nothing, z.array(trashedTraceSchema)),
  /** Off the disk for good: those of the trash that are named, or all of it. Answers with the bytes that were freed. */
  'traces:purge': channel(
    z.object({ ids: z.union([z.array(runIdSchema).min(1), z.literal('all')]) }),
    z.object({ freedBytes: z.number() }),
  ),
  /** What the library's disk has free, and below which a recording stops and none is begun. */
  'traces:space': channel(nothing, z.object({ freeBytes: z.number(), totalBytes: z.number(), floorBytes: z.number() })),
  /** Two traces' facts side by side, in this order. */
  'traces:compare': channel(z.object({ id: runIdSchema, other: runIdSchema }), comparisonSchema),
  /** What the library holds on its disk, and what can be made anew. */
  'traces:disk-use': channel(nothing, diskUseSchema),
  /** Takes off the disk what is made anew: archives that stand ready, what viewers have worked out. */
  'traces:drop-caches': channel(nothing, z.object({ freedBytes: z.number() })),
  'traces:show-folder': channel(one, nothing),
  /** Its folder, to be copied: no channel takes it back. */
  'traces:path': channel(one, z.object({ path: z.string() })),
  /** The end of what its containers printed. */
  'traces:output': channel(one, z.object({ text: z.string(), droppedChars: z.number() })),
  /** commands.sh, as it was run. */
  'traces:commands': channel(one, z.object({ script: z.string() })),
  /** What was asked for, to ask for it again; values that were not stored are empty. null: others recorded it. */
  'traces:config': channel(one, z.object({ config: recordedConfigSchema.nullable(), isImported: z.boolean() })),
} as const;
