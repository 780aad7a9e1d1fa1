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
   * Like `traces:list`, but as one JSON document. Electron's bridge copies objects property by property, which blocks the window
   * for 10 000 rows. It copies a string at once.
   */
  'traces:all': channel(nothing, z.object({ json: z.string() })),
  /** The newest traces. Fast, even for a large library. */
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
  /** Moves traces to the library's trash, from which they can be restored. */
  'traces:delete': channel(several, nothing),
  'traces:restore': channel(several, nothing),
  'traces:trash': channel(nothing, z.array(trashedTraceSchema)),
  /** Permanently deletes the given traces in the trash, or all of them. Answers with the freed bytes. */
  'traces:purge': channel(
    z.object({ ids: z.union([z.array(runIdSchema).min(1), z.literal('all')]) }),
    z.object({ freedBytes: z.number() }),
  ),
  /** The free space of the library's disk, and the floor below which recordings stop or do not start. */
  'traces:space': channel(nothing, z.object({ freeBytes: z.number(), totalBytes: z.number(), floorBytes: z.number() })),
  /** Compares the facts of two traces, in this order. */
  'traces:compare': channel(z.object({ id: runIdSchema, other: runIdSchema }), comparisonSchema),
  /** The disk space of the library and of the caches. */
  'traces:disk-use': channel(nothing, diskUseSchema),
  /** Deletes the caches: archives for drag-and-drop and workspaces of viewers. */
  'traces:drop-caches': channel(nothing, z.object({ freedBytes: z.number() })),
  'traces:show-folder': channel(one, nothing),
  /** The path of the trace's folder, for the clipboard. No channel accepts it as an argument. */
  'traces:path': channel(one, z.object({ path: z.string() })),
  /** The end of its containers' output. */
  'traces:output': channel(one, z.object({ text: z.string(), droppedChars: z.number() })),
  /** The text of the trace's commands.sh. */
  'traces:commands': channel(one, z.object({ script: z.string() })),
  /** The request, to record it again. Values that were not stored are empty. null for a foreign trace. */
  'traces:config': channel(one, z.object({ config: recordedConfigSchema.nullable(), isImported: z.boolean() })),
} as const;
