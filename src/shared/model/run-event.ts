import { z } from 'zod';
import { levelChoiceSchema } from '../privilege/level';
import { errorDataSchema } from './app-error';
import { endedBySchema } from './trace-record';

const at = z.number(); // Unix time in milliseconds

/** What happened in a run, in the past tense. The window's state and the terminal's lines are folds of these. */
export const runEventSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('run-started'),
    at,
    runId: z.string(),
    title: z.string(),
    /** The kernel is asked for: without it the rest can be recorded. Left out: no. */
    recordsKernel: z.boolean().optional(),
    steps: z.array(z.object({ id: z.string(), title: z.string() })),
  }),
  /** Steps that are known only now, behind those of `run-started`. */
  z.object({
    type: z.literal('run-planned'),
    at,
    steps: z.array(z.object({ id: z.string(), title: z.string() })),
    /** The highest level that any step needs, and why; left out in logs of earlier versions. */
    privilege: levelChoiceSchema.optional(),
  }),
  z.object({ type: z.literal('step-started'), at, stepId: z.string() }),
  z.object({
    type: z.literal('step-output'),
    at,
    stepId: z.string(),
    stream: z.enum(['stdout', 'stderr']),
    /** Without anything that a terminal would obey; in the window as showControls makes it, with its colours. */
    text: z.string(),
    /** As showControls makes it, where that is not the same. For the window alone: not in run.log. */
    shown: z.string().optional(),
    /** Characters that were printed before this text and were left out. */
    leftOut: z.number().optional(),
  }),
  z.object({ type: z.literal('step-finished'), at, stepId: z.string(), durationMs: z.number() }),
  z.object({ type: z.literal('step-failed'), at, stepId: z.string(), error: errorDataSchema }),
  z.object({
    type: z.literal('trace-grew'),
    at,
    elapsedMs: z.number(),
    sizeBytes: z.number(),
    freeBytes: z.number(),
    /** So far, as the tracer says while it records; null while it has not been asked or did not answer. */
    discardedEvents: z.number().nullable(),
  }),
  /** The last seconds of a flight recorder, when they were asked for; `number` counts from 1. */
  z.object({ type: z.literal('snapshot-saved'), at, number: z.number().int() }),
  z.object({ type: z.literal('stop-requested'), at, by: endedBySchema }),
  z.object({ type: z.literal('cancel-requested'), at }),
  z.object({ type: z.literal('undo-finished'), at, stepId: z.string() }),
  z.object({ type: z.literal('undo-failed'), at, stepId: z.string(), error: errorDataSchema }),
  z.object({ type: z.literal('warned'), at, code: z.string(), message: z.string(), hint: z.string().optional() }),
  z.object({
    type: z.literal('run-finished'),
    at,
    outcome: z.enum(['kept', 'cancelled', 'failed']),
    /** The trace, when one was kept. */
    traceId: z.string().nullable(),
    error: errorDataSchema.nullable(),
  }),
  z.object({ type: z.literal('trace-counted'), at, traceId: z.string(), events: z.number().nullable() }),
]);
export type RunEvent = z.infer<typeof runEventSchema>;
export type RunEventOf<T extends RunEvent['type']> = Extract<RunEvent, { type: T }>;
