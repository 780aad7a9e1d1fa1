import { z } from 'zod';
import { levelChoiceSchema } from '../privilege/level';
import { errorDataSchema } from './app-error';

/** In the order in which they are shown. */
export const CHECK_GROUPS = ['tracer', 'kernel', 'engine', 'viewer', 'elevation', 'disk'] as const;
export type CheckGroup = (typeof CHECK_GROUPS)[number];

/** One finding of the doctor: what is so, and when it is not good, why it matters and the way out. */
export const checkSchema = z.object({
  id: z.string(),
  group: z.enum(CHECK_GROUPS),
  /** Of the group `engine`: which. */
  engine: z.string().optional(),
  title: z.string(),
  /** `note`: worth knowing, nothing to mend. `caution` and `bad` ask for attention. */
  state: z.enum(['good', 'note', 'caution', 'bad']),
  /** What is so, one line. */
  summary: z.string(),
  why: z.string().optional(),
  /** A command to copy. */
  remedy: z.string().optional(),
  /** The remedy needs no privilege and can be taken back: we can run it, exactly as it stands there. */
  mendable: z.boolean().default(false),
  /** ISO 8601: since when it has been in this state, as far as we have looked. */
  since: z.string(),
  /** ISO 8601: when it was looked at. */
  checkedAt: z.string(),
});
export type Check = z.infer<typeof checkSchema>;

export const asksForAttention = (check: Check): boolean => check.state === 'caution' || check.state === 'bad';

export const engineStateSchema = z.object({
  id: z.string(),
  title: z.string(),
  /** `stopped`: installed, nothing answers · `denied`: it is there, we may not talk to it · `broken`: it answers with an error. */
  state: z.enum(['ready', 'stopped', 'denied', 'missing', 'broken']),
  version: z.string().nullable(),
  rootless: z.boolean().nullable(),
  /** Whether it labels its containers' processes for SELinux; left out where it was not asked or did not say. */
  labels: z.boolean().optional(),
  /** Where it is reached: a socket path, or that it is started on demand. */
  endpoint: z.string(),
  reason: z.string(),
  remedy: z.string().optional(),
});
export type EngineState = z.infer<typeof engineStateSchema>;

export const tracerStateSchema = z.object({
  /** `lttng --version`; null when it is not installed. */
  version: z.string().nullable(),
  /** Name of the socket that traced programs connect to: `lttng-ust-sock-8` up to 2.14. */
  ustSocket: z.string().nullable(),
  babeltrace: z.string().nullable(),
  /** Who serves userspace recordings: a daemon of our own, or the root daemon for root. */
  daemon: z.enum(['private', 'root']),
});
export type TracerState = z.infer<typeof tracerStateSchema>;

/**
 * Whether LTTng's kernel modules serve the running kernel. The first two do, `installed` once they are loaded; all others say what
 * is missing: `refused` by a kernel that takes only modules of a trusted key (Secure Boot) · `build-failed` · `no-headers` ·
 * `not-built` and `not-rebuilt` (never, or not since the kernel's upgrade) · `restart` (into the kernel that has them) ·
 * `not-installed` · `contained` (the kernel is a host's) · `no-modules` (a kernel that takes none) ·
 * `unknown` (it could not be looked at).
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
  /** What is so, one line. */
  reason: z.string(),
  why: z.string(),
  /** A command to copy; where no command mends it, `why` says what does. */
  remedy: z.string().optional(),
});
export type KernelTracer = z.infer<typeof kernelTracerSchema>;

/** Recording the kernel: either the level of privilege at which it can be done now, or why it cannot. */
export const kernelCapabilitySchema = kernelTracerSchema.extend({
  level: levelChoiceSchema.nullable(),
  /** With the way out; null when `level` is there. Userspace can be recorded all the same. */
  refusal: errorDataSchema.nullable(),
});
export type KernelCapability = z.infer<typeof kernelCapabilitySchema>;

/** What this machine can do. The window, the plan and the doctor's report read the same object. */
export const capabilitiesSchema = z.object({
  user: z.object({ uid: z.number().int(), gid: z.number().int() }),
  tracer: tracerStateSchema,
  kernel: kernelCapabilitySchema,
  engines: z.array(engineStateSchema),
  library: z.object({ path: z.string(), freeBytes: z.number(), totalBytes: z.number() }),
  checks: z.array(checkSchema),
});
export type Capabilities = z.infer<typeof capabilitiesSchema>;
