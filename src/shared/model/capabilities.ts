import { z } from 'zod';
import { payloadFactsSchema } from '../payload/payload-facts';
import { levelChoiceSchema } from '../privilege/level';
import { errorDataSchema } from './app-error';

/** In the order of the window and the report. */
export const CHECK_GROUPS = ['tracer', 'kernel', 'engine', 'viewer', 'elevation', 'disk'] as const;
export type CheckGroup = (typeof CHECK_GROUPS)[number];

/** One finding of the doctor. A finding that is not good says why it matters and what to do. */
export const checkSchema = z.object({
  id: z.string(),
  group: z.enum(CHECK_GROUPS),
  /** Id of the engine, for the group `engine`. */
  engine: z.string().optional(),
  title: z.string(),
  /** `note`: information without a problem. `caution` and `bad` require attention. */
  state: z.enum(['good', 'note', 'caution', 'bad']),
  /** The finding in one line. */
  summary: z.string(),
  why: z.string().optional(),
  /** A command to copy. */
  remedy: z.string().optional(),
  /** Whether the app can run the remedy as shown, because it needs no privilege and can be undone. */
  mendable: z.boolean().default(false),
  /** ISO 8601: when the doctor first found the current state. */
  since: z.string(),
  /** ISO 8601: when it was checked. */
  checkedAt: z.string(),
});
export type Check = z.infer<typeof checkSchema>;

export const asksForAttention = (check: Check): boolean => check.state === 'caution' || check.state === 'bad';

export const engineStateSchema = z.object({
  id: z.string(),
  title: z.string(),
  /** `stopped`: installed but does not answer · `denied`: no permission to use it · `broken`: answers with an error. */
  state: z.enum(['ready', 'stopped', 'denied', 'missing', 'broken']),
  version: z.string().nullable(),
  rootless: z.boolean().nullable(),
  /** Whether the engine labels its containers' processes for SELinux; absent if unknown. */
  labels: z.boolean().optional(),
  /** Where the engine is reached: a socket path, or a note that it starts on demand. */
  endpoint: z.string(),
  reason: z.string(),
  remedy: z.string().optional(),
  /** Set for `denied` if the privileged helper can create and run the engine's containers: its level, in the words of the plan. */
  helper: levelChoiceSchema.optional(),
});
export type EngineState = z.infer<typeof engineStateSchema>;

/** Whether containers of the engine can be recorded now, by the user's own rights or by the helper. */
export const isRecordable = ({ state, helper }: Pick<EngineState, 'state' | 'helper'>): boolean =>
  state === 'ready' || helper !== undefined;

export const tracerStateSchema = z.object({
  /** `lttng --version`; null when it is not installed. */
  version: z.string().nullable(),
  /** Name of the socket that traced programs connect to: `lttng-ust-sock-8` up to 2.14. */
  ustSocket: z.string().nullable(),
  babeltrace: z.string().nullable(),
  /** The session daemon for userspace recordings: a private daemon of the app, or the root daemon for root. */
  daemon: z.enum(['private', 'root']),
  /** This machine's tracer for images that have none; absent if it is not complete. */
  payload: payloadFactsSchema.optional(),
});
export type TracerState = z.infer<typeof tracerStateSchema>;

/**
 * Whether LTTng's kernel modules work with the running kernel. They do for `loaded` and `installed` (not loaded yet). All other
 * states name the problem: `refused` (the kernel loads only modules signed by a trusted key, Secure Boot) · `build-failed` ·
 * `no-headers` · `not-built` · `not-rebuilt` (since the kernel's upgrade) · `restart` (another installed kernel has them) ·
 * `not-installed` · `contained` (this system is a container, the kernel is the host's) · `no-modules` (a kernel without support
 * for modules) · `unknown` (the check failed).
 */
export const kernelTracerStateSchema = z.enum([
  'loaded',
  'installed',
  'refused',
  'build-failed',
  'no-headers',
  'not-built',
  'not-rebuilt',
  'restart',
  'not-installed',
  'contained',
  'no-modules',
  'unknown',
]);
export type KernelTracerState = z.infer<typeof kernelTracerStateSchema>;

export const kernelTracerSchema = z.object({
  state: kernelTracerStateSchema,
  /** The state in one line. */
  reason: z.string(),
  why: z.string(),
  /** A command to copy; absent if no command fixes the problem, then `why` says what to do. */
  remedy: z.string().optional(),
});
export type KernelTracer = z.infer<typeof kernelTracerSchema>;

/** The privilege level at which the kernel can be recorded now, or why the kernel cannot be recorded. */
export const kernelCapabilitySchema = kernelTracerSchema.extend({
  level: levelChoiceSchema.nullable(),
  /** Why the kernel cannot be recorded, with a hint; null if `level` is set. Userspace can still be recorded. */
  refusal: errorDataSchema.nullable(),
});
export type KernelCapability = z.infer<typeof kernelCapabilitySchema>;

/** Capabilities of this machine. The window, the plan and the doctor's report use the same object. */
export const capabilitiesSchema = z.object({
  user: z.object({ uid: z.number().int(), gid: z.number().int() }),
  tracer: tracerStateSchema,
  kernel: kernelCapabilitySchema,
  engines: z.array(engineStateSchema),
  library: z.object({ path: z.string(), freeBytes: z.number(), totalBytes: z.number() }),
  checks: z.array(checkSchema),
});
export type Capabilities = z.infer<typeof capabilitiesSchema>;
