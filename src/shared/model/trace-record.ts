import { z } from 'zod';
import { runConfigSchema } from '../request/run-config';
import { runIdSchema } from './run-id';

/** A leaf is a folder that directly holds CTF `metadata`: what a viewer opens. Its path is relative to the trace's folder. */
export const leafSchema = z.object({
  path: z.string(),
  /** Whose programs, as the host numbers them; null for the kernel's. */
  uid: z.number().int().nullable(),
  /** Which piece of a recording that was cut in pieces; null for one that was not. */
  part: z
    .object({ kind: z.enum(['rotation', 'snapshot']), number: z.number().int() })
    .nullable()
    .default(null),
});
export type Leaf = z.infer<typeof leafSchema>;

/** One tracing session's part of a trace. A trace is a list of these, never "the" session. */
export const recordingSchema = z.object({
  domain: z.enum(['userspace', 'kernel']),
  /** null for what others recorded. */
  daemon: z.enum(['private', 'root']).nullable(),
  session: z.string(),
  leaves: z.array(leafSchema),
  /** Counted by reading the whole trace back. */
  events: z.number().int().nullable().default(null),
  /**
   * By how many nanoseconds its clock's offset to the epoch was moved when the trace was closed, so that all recordings
   * have the same one; null where that was not looked at.
   */
  clockShiftNs: z.number().int().nullable().default(null),
  /** Read from the tracer after stop and before destroy; null until then. */
  discardedEvents: z.number().int().nullable(),
  lostPackets: z.number().int().nullable(),
});

export const warningSchema = z.object({ code: z.string(), message: z.string(), hint: z.string().optional() });
export type Warning = z.infer<typeof warningSchema>;

export const endedBySchema = z.enum(['program-end', 'stop', 'time-limit', 'size-limit', 'disk-floor', 'accident']);
export type EndedBy = z.infer<typeof endedBySchema>;

/** What the trace was made on; asked of the system itself, or read in the trace; never guessed: null is not known. */
export const provenanceSchema = z.object({
  app: z.string().nullable(),
  kernel: z.string().nullable(),
  os: z.string().nullable(),
  cpu: z.string().nullable(),
  cpus: z.number().int().nullable(),
  lttng: z.string().nullable(),
  engine: z.string().nullable(),
  host: z.string().nullable().default(null),
  /** Name and version of one that is not LTTng. */
  tracer: z.string().nullable().default(null),
});

/** How a trace that was not recorded here came into the library. */
export const importedSchema = z.object({
  /** ISO 8601. */
  at: z.string(),
  /** The folder or archive as it was named. */
  from: z.string(),
  /** By reference: the streams are links into a folder that is not ours, and stay where they are. */
  how: z.enum(['copy', 'reference']),
  /** A trace as the app exports it, or a bare folder of CTF. */
  kind: z.enum(['export', 'ctf']),
});
export type Imported = z.infer<typeof importedSchema>;

export const imageIdentitySchema = z.object({
  reference: z.string(),
  id: z.string(),
  digests: z.array(z.string()),
});

/** What the user writes beside a trace. */
export const notesSchema = z.string().max(20_000, 'notes have at most 20 000 characters');
export const tagsSchema = z
  .array(z.string().trim().min(1).max(60, 'a tag has at most 60 characters'))
  .max(50, 'a trace has at most 50 tags');

/** trace.json. A figure that is not known yet is null. Unknown fields of a later version are kept out, the version says so. */
export const traceRecordSchema = z.object({
  schema: z.literal(1),
  id: runIdSchema,
  title: z.string(),
  state: z.enum(['recording', 'ready', 'damaged']),
  /** ISO 8601 with zone. */
  createdAt: z.string(),
  endedAt: z.string().nullable(),
  /** From the tracer's start to its stop. */
  durationMs: z.number().nullable(),
  sizeBytes: z.number().int().nullable(),
  endedBy: endedBySchema.nullable(),
  /** What was asked for; values of variables marked secret are empty. null: others recorded it, nothing is known of that. */
  config: runConfigSchema.nullable(),
  image: imageIdentitySchema.nullable(),
  recordings: z.array(recordingSchema),
  /** Counted by reading the whole trace back. */
  events: z.number().int().nullable(),
  /** The first status other than 0 of the containers, or 0; null when none ended by itself. */
  exitCode: z.number().int().nullable(),
  provenance: provenanceSchema,
  warnings: z.array(warningSchema),
  notes: z.string().default(''),
  tags: z.array(z.string()).default([]),
  /** null for what was recorded here. */
  imported: importedSchema.nullable().default(null),
});
export type TraceRecord = z.infer<typeof traceRecordSchema>;

export const tracedProcessSchema = z.object({
  /** The process id inside its container. */
  vpid: z.number().int(),
  procname: z.string(),
  /** The same process as the host numbers it, where the kernel was recorded or the container shares the host's process ids. */
  pid: z.number().int().nullable().default(null),
  events: z.number().int(),
  /** Unix time in milliseconds of its first and last event. */
  firstAtMs: z.number(),
  lastAtMs: z.number(),
});

export type TracedProcess = z.infer<typeof tracedProcessSchema>;

/** containers.json: which container was which in the trace, and who says so. */
export const tracedContainerSchema = z.object({
  engine: z.string(),
  id: z.string(),
  name: z.string(),
  image: z.string(),
  imageId: z.string(),
  /** Unix time in milliseconds, by our clock around the engine's calls. */
  startedAtMs: z.number(),
  endedAtMs: z.number().nullable(),
  exitCode: z.number().int().nullable(),
  /** Inode of its pid namespace; inodes are reused: valid only within this container's time span. */
  pidNs: z.number().int().nullable(),
  /** Inodes of all namespaces by kind, when a witness saw them. */
  namespaces: z.record(z.string(), z.number().int()),
  /**
   * `events`: the pid_ns context of its own programs' events · `kernel`: the kernel's forks, state dump and contexts ·
   * `inspect`: /proc of the process that the engine named, in time · `mounts`: the mnt_ns context of its own programs' events, for a
   * container that shares this machine's process ids.
   */
  witnesses: z.array(z.enum(['events', 'kernel', 'inspect', 'mounts'])),
  processes: z.array(tracedProcessSchema),
  /** Whether there were more than are listed: a list has an end. */
  moreProcesses: z.boolean().default(false),
  /** Unix time in milliseconds of the first and last event in its pid namespace, null when there is none. */
  firstEventAtMs: z.number().nullable().default(null),
  lastEventAtMs: z.number().nullable().default(null),
});
export type TracedContainer = z.infer<typeof tracedContainerSchema>;

export const containersFileSchema = z.object({ schema: z.literal(1), containers: z.array(tracedContainerSchema) });

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
