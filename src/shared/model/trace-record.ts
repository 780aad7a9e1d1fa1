import { z } from 'zod';
import { recordedConfigSchema } from '../request/run-config';
import {
  countSchema,
  exitCodeSchema,
  kernelNumberSchema,
  nameSchema,
  pathSchema,
  sentenceSchema,
  spanMsSchema,
  timeSchema,
  unixMsSchema,
} from './bounds';
import { runIdSchema } from './run-id';

/** A day of rotations each second; a recording of each domain by each daemon, and of each part that a run can have. */
const MOST_LEAVES = 100_000;
const MOST_RECORDINGS = 100;
const MOST_WARNINGS = 10_000;
/** `repeat` goes to 1 000, and the lists of processes are cut far below (process-spans.ts). */
const MOST_CONTAINERS = 10_000;
const MOST_PROCESSES = 50_000;
/** namespaces(7) names eight. */
const MOST_NAMESPACES = 32;

/** A leaf is a folder that directly holds CTF `metadata`: what a viewer opens. Its path is relative to the trace's folder. */
export const leafSchema = z.object({
  path: pathSchema,
  /** Whose programs, as the host numbers them; null for the kernel's. */
  uid: kernelNumberSchema.nullable(),
  /** Which piece of a recording that was cut in pieces; null for one that was not. */
  part: z
    .object({ kind: z.enum(['rotation', 'snapshot']), number: countSchema })
    .nullable()
    .default(null),
});
export type Leaf = z.infer<typeof leafSchema>;

/** One tracing session's part of a trace. A trace is a list of these, never "the" session. */
export const recordingSchema = z.object({
  domain: z.enum(['userspace', 'kernel']),
  /** null for what others recorded. */
  daemon: z.enum(['private', 'root']).nullable(),
  session: nameSchema,
  leaves: z.array(leafSchema).max(MOST_LEAVES),
  /** Counted by reading the whole trace back. */
  events: countSchema.nullable().default(null),
  /**
   * By how many nanoseconds its clock's offset to the epoch was moved when the trace was closed, so that all recordings
   * have the same one; null where that was not looked at.
   */
  clockShiftNs: z.number().int().nullable().default(null),
  /** Read from the tracer after stop and before destroy; null until then. */
  discardedEvents: countSchema.nullable(),
  lostPackets: countSchema.nullable(),
});

export const warningSchema = z.object({
  code: nameSchema,
  message: sentenceSchema,
  hint: sentenceSchema.optional(),
});
export type Warning = z.infer<typeof warningSchema>;

export const endedBySchema = z.enum(['program-end', 'stop', 'time-limit', 'size-limit', 'disk-floor', 'accident']);
export type EndedBy = z.infer<typeof endedBySchema>;

/** What the trace was made on; asked of the system itself, or read in the trace; never guessed: null is not known. */
export const provenanceSchema = z.object({
  app: nameSchema.nullable(),
  kernel: nameSchema.nullable(),
  os: nameSchema.nullable(),
  cpu: nameSchema.nullable(),
  cpus: countSchema.nullable(),
  lttng: nameSchema.nullable(),
  engine: nameSchema.nullable(),
  host: nameSchema.nullable().default(null),
  /** Name and version of one that is not LTTng. */
  tracer: nameSchema.nullable().default(null),
});

/** How a trace that was not recorded here came into the library. */
export const importedSchema = z.object({
  at: timeSchema,
  /** The folder or archive as it was named. */
  from: pathSchema,
  /** By reference: the streams are links into a folder that is not ours, and stay where they are. */
  how: z.enum(['copy', 'reference']),
  /** A trace as the app exports it, or a bare folder of CTF. */
  kind: z.enum(['export', 'ctf']),
});
export type Imported = z.infer<typeof importedSchema>;

export const imageIdentitySchema = z.object({
  reference: pathSchema,
  id: pathSchema,
  digests: z.array(nameSchema).max(1_000),
});

/** What the user writes beside a trace. */
export const notesSchema = z.string().max(20_000, 'notes have at most 20 000 characters');
export const tagsSchema = z
  .array(z.string().trim().min(1).max(60, 'a tag has at most 60 characters'))
  .max(50, 'a trace has at most 50 tags');

/**
 * `resources`: memory and limits before the recording · `daemon-log`: what our session daemon reported during it, which is not
 * known of a daemon that is not ours. A finding of either is a warning.
 */
export const recordCheckSchema = z.enum(['resources', 'daemon-log']);

/** trace.json. A figure that is not known yet is null. Unknown fields of a later version are kept out, the version says so. */
export const traceRecordSchema = z.object({
  schema: z.literal(1),
  id: runIdSchema,
  title: nameSchema,
  state: z.enum(['recording', 'ready', 'damaged']),
  createdAt: timeSchema,
  endedAt: timeSchema.nullable(),
  /** From the tracer's start to its stop. */
  durationMs: spanMsSchema.nullable(),
  sizeBytes: countSchema.nullable(),
  endedBy: endedBySchema.nullable(),
  /** What was asked for; values of variables marked secret are empty. null: others recorded it, nothing is known of that. */
  config: recordedConfigSchema.nullable(),
  image: imageIdentitySchema.nullable(),
  recordings: z.array(recordingSchema).max(MOST_RECORDINGS),
  /** Counted by reading the whole trace back. */
  events: countSchema.nullable(),
  /** The first status other than 0 of the containers, or 0; null when none ended by itself. */
  exitCode: exitCodeSchema.nullable(),
  provenance: provenanceSchema,
  warnings: z.array(warningSchema).max(MOST_WARNINGS),
  /** What was checked while it was recorded, see zero-events.ts; absent in records of older versions. */
  checks: z.array(recordCheckSchema).max(20).optional(),
  notes: notesSchema.default(''),
  tags: tagsSchema.default([]),
  /** null for what was recorded here. */
  imported: importedSchema.nullable().default(null),
});
export type TraceRecord = z.infer<typeof traceRecordSchema>;

export const tracedProcessSchema = z.object({
  /** The process id inside its container. */
  vpid: kernelNumberSchema,
  procname: nameSchema,
  /** The same process as the host numbers it, where the kernel was recorded or the container shares the host's process ids. */
  pid: kernelNumberSchema.nullable().default(null),
  events: countSchema,
  /** Unix time in milliseconds of its first and last event. */
  firstAtMs: unixMsSchema,
  lastAtMs: unixMsSchema,
});

export type TracedProcess = z.infer<typeof tracedProcessSchema>;

/** containers.json: which container was which in the trace, and who says so. */
export const tracedContainerSchema = z.object({
  engine: nameSchema,
  id: nameSchema,
  name: nameSchema,
  image: pathSchema,
  imageId: pathSchema,
  /** Unix time in milliseconds, by our clock around the engine's calls. */
  startedAtMs: unixMsSchema,
  endedAtMs: unixMsSchema.nullable(),
  exitCode: exitCodeSchema.nullable(),
  /** Inode of its pid namespace; inodes are reused: valid only within this container's time span. */
  pidNs: kernelNumberSchema.nullable(),
  /** Inodes of all namespaces by kind, when a witness saw them. */
  namespaces: z
    .record(z.string().max(40), kernelNumberSchema)
    .refine((kinds) => Object.keys(kinds).length <= MOST_NAMESPACES, 'no process has so many namespaces'),
  /**
   * `events`: the pid_ns context of its own programs' events · `kernel`: the kernel's forks, state dump and contexts ·
   * `inspect`: /proc of the process that the engine named, in time · `mounts`: the mnt_ns context of its own programs' events, for a
   * container that shares this machine's process ids.
   */
  witnesses: z.array(z.enum(['events', 'kernel', 'inspect', 'mounts'])).max(4),
  processes: z.array(tracedProcessSchema).max(MOST_PROCESSES),
  /** Whether there were more than are listed: a list has an end. */
  moreProcesses: z.boolean().default(false),
  /** Unix time in milliseconds of the first and last event in its pid namespace, null when there is none. */
  firstEventAtMs: unixMsSchema.nullable().default(null),
  lastEventAtMs: unixMsSchema.nullable().default(null),
});
export type TracedContainer = z.infer<typeof tracedContainerSchema>;

export const containersFileSchema = z.object({
  schema: z.literal(1),
  containers: z.array(tracedContainerSchema).max(MOST_CONTAINERS),
});

/** A row of the list. A folder that cannot be read is a row too: shown as such, never deleted. */
export const traceRowSchema = z.object({
  id: z.string(),
  title: z.string(),
  state: z.enum(['recording', 'ready', 'damaged', 'unknown']),
  createdAt: z.string(),
  engine: z.string(),
  image: z.string(),
  command: z.string(),
  /** What was recorded, as far as it began; of each one at most. */
  domains: z.array(recordingSchema.shape.domain),
  durationMs: z.number().nullable(),
  sizeBytes: z.number().nullable(),
  events: z.number().nullable(),
  discardedEvents: z.number().nullable(),
  lostPackets: z.number().nullable(),
  exitCode: z.number().nullable(),
  warnings: z.number(),
  tags: z.array(z.string()),
  /** What the user wrote on it; searched by the window. */
  notes: z.string(),
  /** What it came from; null for what was recorded here. */
  imported: importedSchema.shape.kind.nullable(),
  /** Its streams are links into a folder that is not ours: deleting it frees next to nothing. */
  byReference: z.boolean(),
  /** Whether what was asked for is known: without it a trace cannot be recorded again. */
  repeatable: z.boolean(),
  /** Why it cannot be read, for `unknown`. */
  problem: z.string().optional(),
});
export type TraceRow = z.infer<typeof traceRowSchema>;

/** What `record --json`, `demo --json` and `show --json` print and the detail panel shows. */
export const traceReportSchema = z.object({
  id: z.string(),
  path: z.string(),
  title: z.string(),
  state: z.enum(['recording', 'ready', 'damaged']),
  engine: z.string(),
  image: z.string(),
  imageId: z.string().nullable(),
  command: z.array(z.string()),
  createdAt: z.string(),
  endedAt: z.string().nullable(),
  endedBy: endedBySchema.nullable(),
  durationMs: z.number().nullable(),
  sizeBytes: z.number().nullable(),
  events: z.number().nullable(),
  discardedEvents: z.number().nullable(),
  lostPackets: z.number().nullable(),
  containers: z.array(tracedContainerSchema),
  recordings: z.array(recordingSchema),
  exitCode: z.number().nullable(),
  warnings: z.array(warningSchema),
  provenance: provenanceSchema,
  notes: z.string(),
  tags: z.array(z.string()),
  imported: importedSchema.nullable(),
  files: z.array(z.object({ path: z.string(), sizeBytes: z.number() })),
});
export type TraceReport = z.infer<typeof traceReportSchema>;
