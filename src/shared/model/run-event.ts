import { z } from 'zod';
import { levelChoiceSchema } from '../privilege/level';
import { errorDataSchema } from './app-error';
import { endedBySchema } from './trace-record';

const at = z.number(); // Unix time in milliseconds

/** Events of a run, named in the past tense. The window's state and the terminal's lines are derived from them. */
export const runEventSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('run-started'),
    at,
    runId: z.string(),
    title: z.string(),
    /** Whether the request includes the kernel, so that it can be repeated without; absent: no. */
    recordsKernel: z.boolean().optional(),
    steps: z.array(z.object({ id: z.string(), title: z.string() })),
  }),
  /** Steps that are planned later, after those of `run-started`. */
  z.object({
    type: z.literal('run-planned'),
    at,
    steps: z.array(z.object({ id: z.string(), title: z.string() })),
    /** The highest privilege level of all steps, with the reason; absent in logs of earlier versions. */
    privilege: levelChoiceSchema.optional(),
  }),
  z.object({ type: z.literal('step-started'), at, stepId: z.string() }),
  z.object({
    type: z.literal('step-output'),
    at,
    stepId: z.string(),
    stream: z.enum(['stdout', 'stderr']),
    /** Without anything that a terminal interprets. In the window it is the result of showControls, with colours. */
    text: z.string(),
    /** The result of showControls, if it differs. Only for the window, not in run.log. */
    shown: z.string().optional(),
    /** Number of printed characters that were omitted before this text. */
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
    /** The tracer's count so far; null before its first answer. */
    discardedEvents: z.number().nullable(),
  }),
  /** A flight recorder saved its last seconds on request; `number` counts from 1. */
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
    /** Id of the trace, if one was kept. */
    traceId: z.string().nullable(),
    error: errorDataSchema.nullable(),
  }),
  z.object({ type: z.literal('trace-counted'), at, traceId: z.string(), events: z.number().nullable() }),
]);
export type RunEvent = z.infer<typeof runEventSchema>;
export type RunEventOf<T extends RunEvent['type']> = Extract<RunEvent, { type: T }>;
