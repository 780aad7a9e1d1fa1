import { z } from 'zod';
import { engineIdSchema } from '../engines/registry';
import { errorCodeSchema, errorDataSchema } from '../model/app-error';
import { capabilitiesSchema, checkSchema } from '../model/capabilities';
import { runConfigSchema } from '../model/run-config';
import { runEventSchema } from '../model/run-event';
import { runIdSchema } from '../model/run-id';
import { traceReportSchema, traceRowSchema } from '../model/trace-record';

/**
 * The whole conversation between the window and the main process. Main implements exactly these channels, preload
 * exposes exactly these; arguments are parsed in main, an answer is `{ok, value}` or `{ok: false, error}`.
 * For what is in the library ids cross, never paths.
 */
const channel = <A extends z.ZodType, R extends z.ZodType>(args: A, result: R) => ({ args, result });
const nothing = z.null();

export const imageRowSchema = z.object({
  id: z.string(),
  names: z.array(z.string()),
  sizeBytes: z.number(),
  createdAt: z.string(),
  /** Set for images of ours: the hash of the recipe that it was built from. */
  recipeHash: z.string().nullable(),
});

export const planPreviewSchema = z.object({
  steps: z.array(z.object({ id: z.string(), title: z.string(), commands: z.array(z.string()) })),
  script: z.string(),
  /** What keeps it from being recorded, or will make it poor. */
  problems: z.array(
    z.object({
      severity: z.enum(['error', 'warning']),
      /** Of an error: what `record` would end with. */
      code: errorCodeSchema.optional(),
      message: z.string(),
      hint: z.string().optional(),
    }),
  ),
});
export type PlanPreview = z.infer<typeof planPreviewSchema>;

export const CONTRACT = {
  'app:info': channel(
    nothing,
    z.object({ version: z.string(), electron: z.string(), libraryPath: z.string(), asRoot: z.boolean() }),
  ),
  'doctor:run': channel(nothing, capabilitiesSchema),
  'images:list': channel(z.object({ engine: engineIdSchema }), z.array(imageRowSchema)),
  'run:plan': channel(z.object({ config: runConfigSchema }), planPreviewSchema),
  'run:record': channel(z.object({ config: runConfigSchema }), z.object({ runId: runIdSchema })),
  /** Builds the demo image when it is not there, then records the demo. */
  'run:demo': channel(z.object({ engine: engineIdSchema }), z.object({ runId: runIdSchema })),
  'run:stop': channel(z.object({ runId: runIdSchema }), nothing),
  'run:cancel': channel(z.object({ runId: runIdSchema }), nothing),
  /** Every event of the run that is going on or was the last: what a window that was reloaded folds first. */
  'run:events': channel(nothing, z.array(runEventSchema)),
  'traces:list': channel(nothing, z.array(traceRowSchema)),
  'traces:show': channel(z.object({ id: runIdSchema }), traceReportSchema),
  'traces:rename': channel(z.object({ id: runIdSchema, title: z.string().trim().min(1).max(200) }), nothing),
  'traces:delete': channel(z.object({ id: runIdSchema }), nothing),
} as const;

export type Contract = typeof CONTRACT;
export type Channel = keyof Contract;
export const CHANNELS = Object.keys(CONTRACT) as Channel[];
export type Args<C extends Channel> = z.input<Contract[C]['args']>;
export type ParsedArgs<C extends Channel> = z.output<Contract[C]['args']>;
export type Result<C extends Channel> = z.output<Contract[C]['result']>;

/** What main tells the window without being asked. */
export const EVENTS = {
  'run-event': runEventSchema,
  'doctor-check': checkSchema,
  'library-changed': z.null(),
} as const;
export type EventName = keyof typeof EVENTS;
export const EVENT_NAMES = Object.keys(EVENTS) as EventName[];
export type EventPayload<E extends EventName> = z.infer<(typeof EVENTS)[E]>;

export const answerSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: errorDataSchema }),
]);
export type Answer<T> = { ok: true; value: T } | { ok: false; error: z.infer<typeof errorDataSchema> };

/** The one object that preload puts on the window. */
export interface Bridge {
  invoke<C extends Channel>(channel: C, args: Args<C>): Promise<Answer<Result<C>>>;
  /** Returns the way to stop listening. */
  on<E extends EventName>(event: E, listener: (payload: EventPayload<E>) => void): () => void;
}
