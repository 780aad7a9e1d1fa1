import { z } from 'zod';
import { runIdSchema } from '../model/run-id';

/** The phases of opening a trace: prepare the workspace, start Trace Compass, load the trace. */
export const openingPhaseSchema = z.enum(['preparing', 'starting', 'loading']);
export type OpeningPhase = z.infer<typeof openingPhaseSchema>;

/** Reports the phase of an opening. */
export const openingEventSchema = z.object({ id: runIdSchema, phase: openingPhaseSchema });

/**
 * The outcome of an opening. A situation that the user can resolve is an outcome, not an error: install Trace Compass, open
 * the trace anyway, keep waiting, or quit Trace Compass.
 */
export const openingSchema = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('opened'), experiment: z.string() }),
  z.object({ outcome: z.literal('open-already'), experiment: z.string() }),
  /** `broken`: the path in the settings, when it is not a usable program. */
  z.object({ outcome: z.literal('no-viewer'), broken: z.string().nullable(), message: z.string(), hint: z.string() }),
  z.object({ outcome: z.literal('unreadable'), message: z.string(), hint: z.string() }),
  /** Trace Compass ended before it opened the trace. `log`: the end of its output. */
  z.object({ outcome: z.literal('died'), message: z.string(), hint: z.string(), log: z.string() }),
  /** Trace Compass is running, but did not open its workspace within `waitedMs`. */
  z.object({
    outcome: z.literal('hangs'),
    message: z.string(),
    hint: z.string(),
    log: z.string(),
    waitedMs: z.number(),
  }),
]);
export type Opening = z.infer<typeof openingSchema>;

/** The output of `open --dry-run --json`: the program that would be started, with its arguments. */
export const openingPlanSchema = z.object({
  id: runIdSchema,
  program: z.string(),
  version: z.string().nullable(),
  args: z.array(z.string()),
  workspace: z.string(),
  experiment: z.string(),
  leaves: z.array(z.string()),
  log: z.string(),
});
export type OpeningPlan = z.infer<typeof openingPlanSchema>;
