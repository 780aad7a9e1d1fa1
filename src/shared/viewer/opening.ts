import { z } from 'zod';
import { runIdSchema } from '../model/run-id';

/** What goes on between the click and the window: everything is made ready, the program starts, it takes the trace in. */
export const openingPhaseSchema = z.enum(['preparing', 'starting', 'loading']);
export type OpeningPhase = z.infer<typeof openingPhaseSchema>;

/** Tells where an opening stands. */
export const openingEventSchema = z.object({ id: runIdSchema, phase: openingPhaseSchema });

/**
 * What became of it. What a person can do something about is no error but an answer of its own: get a viewer, open it all
 * the same, wait on, end it.
 */
export const openingSchema = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('opened'), experiment: z.string() }),
  z.object({ outcome: z.literal('open-already'), experiment: z.string() }),
  /** `broken`: the path of the settings, which is no program that serves. */
  z.object({ outcome: z.literal('no-viewer'), broken: z.string().nullable(), message: z.string(), hint: z.string() }),
  z.object({ outcome: z.literal('unreadable'), message: z.string(), hint: z.string() }),
  /** It ended before it showed anything. `log`: the end of what it printed. */
  z.object({ outcome: z.literal('died'), message: z.string(), hint: z.string(), log: z.string() }),
  /** It runs, and has not taken its workspace for `waitedMs`. */
  z.object({
    outcome: z.literal('hangs'),
    message: z.string(),
    hint: z.string(),
    log: z.string(),
    waitedMs: z.number(),
  }),
]);
export type Opening = z.infer<typeof openingSchema>;

/** What `open --dry-run --json` prints: all that would be started. */
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
