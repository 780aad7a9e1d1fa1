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
import { oneLine } from './plain-text';
import { runIdSchema } from './run-id';

/** Enough for a day with a rotation each second. */
const MOST_LEAVES = 100_000;
const MOST_RECORDINGS = 100;
const MOST_WARNINGS = 10_000;
/** `repeat` is at most 1 000, and the lists of processes are truncated far below (process-spans.ts). */
const MOST_CONTAINERS = 10_000;
const MOST_PROCESSES = 50_000;
/** namespaces(7) describes eight kinds. */
const MOST_NAMESPACES = 32;

/** A leaf is a folder that directly contains CTF `metadata` and that a viewer opens. Its path is relative to the trace's folder. */
export const leafSchema = z.object({
  path: pathSchema,
  /** User id of the programs on the host; null for the kernel's leaf. */
  uid: kernelNumberSchema.nullable(),
  /** The part of a recording with rotations or snapshots; null for a recording without parts. */
  part: z
    .object({ kind: z.enum(['rotation', 'snapshot']), number: countSchema })
    .nullable()
    .default(null),
});
export type Leaf = z.infer<typeof leafSchema>;

/** One tracing session's part of a trace. A trace is a list of these, never "the" session. */
export const recordingSchema = z.object({
  domain: z.enum(['userspace', 'kernel']),
  /** null for a foreign trace. */
  daemon: z.enum(['private', 'root']).nullable(),
  session: nameSchema,
  leaves: z.array(leafSchema).max(MOST_LEAVES),
  /** Counted by reading the complete trace. */
  events: countSchema.nullable().default(null),
  /**
   * By how many nanoseconds the clock's offset was shifted when the trace was closed, so that all recordings have the same
   * offset to the epoch; null if it was not checked.
   */
  clockShiftNs: z.number().int().nullable().default(null),
  /** Read from the tracer between stop and destroy, and from the packets of an imported trace; null before, and if nothing counts it. */
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

/** The machine of the recording, read from the system or from the trace; null: not known. Values are never guessed. */
export const provenanceSchema = z.object({
  app: nameSchema.nullable(),
  kernel: nameSchema.nullable(),
  os: nameSchema.nullable(),
  cpu: nameSchema.nullable(),
  cpus: countSchema.nullable(),
  lttng: nameSchema.nullable(),
  engine: nameSchema.nullable(),
  host: nameSchema.nullable().default(null),
  /** Name and version of a tracer other than LTTng. */
  tracer: nameSchema.nullable().default(null),
});

/** How a foreign trace was imported. */
export const importedSchema = z.object({
  at: timeSchema,
  /** The path of the folder or archive in the request. */
  from: pathSchema,
  /** `reference`: the streams are links to files outside of the library. */
  how: z.enum(['copy', 'reference']),
  /** `export`: exported by the app. `ctf`: any folder with CTF. */
  kind: z.enum(['export', 'ctf']),
});
export type Imported = z.infer<typeof importedSchema>;

export const imageIdentitySchema = z.object({
  reference: pathSchema,
  id: pathSchema,
  digests: z.array(nameSchema).max(1_000),
});

/** The user's notes on a trace. */
export const notesSchema = z.string().max(20_000, 'notes have at most 20 000 characters');
export const tagsSchema = z
  .array(z.string().trim().min(1).max(60, 'a tag has at most 60 characters'))
  .max(50, 'a trace has at most 50 tags');

/**
 * `resources`: memory and limits before the recording · `daemon-log`: messages of the app's session daemon during the recording;
 * those of other daemons are not known. Both add warnings.
 */
export const recordCheckSchema = z.enum(['resources', 'daemon-log']);

/** trace.json. A figure that is not known yet is null. Unknown fields are dropped; later versions have another `schema`. */
export const traceRecordSchema = z.object({
  schema: z.literal(1),
  id: runIdSchema,
  /** On one line, without control characters: a title can come with an imported trace. */
  title: nameSchema.overwrite(oneLine),
  state: z.enum(['recording', 'ready', 'damaged']),
  createdAt: timeSchema,
  endedAt: timeSchema.nullable(),
  /** From the begin of the first to the end of the last packet. Until the events are counted: from the tracer's start to its stop. */
  durationMs: spanMsSchema.nullable(),
  sizeBytes: countSchema.nullable(),
  endedBy: endedBySchema.nullable(),
  /** The request; values of variables marked secret are empty. null for a foreign trace. */
  config: recordedConfigSchema.nullable(),
  image: imageIdentitySchema.nullable(),
  recordings: z.array(recordingSchema).max(MOST_RECORDINGS),
  /** Counted by reading the complete trace. */
  events: countSchema.nullable(),
  /** The first exit code other than 0 of the containers, or 0; null if no container ended by itself. */
  exitCode: exitCodeSchema.nullable(),
  provenance: provenanceSchema,
  warnings: z.array(warningSchema).max(MOST_WARNINGS),
  /** The checks during the recording, see zero-events.ts; absent in records of older versions. */
  checks: z.array(recordCheckSchema).max(20).optional(),
  notes: notesSchema.default(''),
  tags: tagsSchema.default([]),
  /** null for a trace that was recorded here. */
  imported: importedSchema.nullable().default(null),
});
export type TraceRecord = z.infer<typeof traceRecordSchema>;

export const tracedProcessSchema = z.object({
  /** The process id inside its container. */
  vpid: kernelNumberSchema,
  procname: nameSchema,
  /** The process id on the host, if the kernel was recorded or the container shares the host's process ids. */
  pid: kernelNumberSchema.nullable().default(null),
  events: countSchema,
  /** Unix time in milliseconds of its first and last event. */
  firstAtMs: unixMsSchema,
  lastAtMs: unixMsSchema,
});

export type TracedProcess = z.infer<typeof tracedProcessSchema>;

/** containers.json: the containers of the trace with their namespaces and the kinds of evidence for them. */
export const tracedContainerSchema = z.object({
  engine: nameSchema,
  id: nameSchema,
  name: nameSchema,
  image: pathSchema,
  imageId: pathSchema,
  /** Unix time in milliseconds, taken before and after the engine's calls. */
  startedAtMs: unixMsSchema,
  endedAtMs: unixMsSchema.nullable(),
  exitCode: exitCodeSchema.nullable(),
  /** Inode of its pid namespace, valid only within this container's time span, because the kernel reuses inodes. */
  pidNs: kernelNumberSchema.nullable(),
  /** Inodes of all known namespaces, by kind. */
  namespaces: z
    .record(z.string().max(40), kernelNumberSchema)
    .refine((kinds) => Object.keys(kinds).length <= MOST_NAMESPACES, 'no process has so many namespaces'),
  /**
   * The kinds of evidence for the namespaces. `events`: the pid_ns context of its programs' events · `kernel`: the kernel's
   * forks, state dump and contexts · `inspect`: /proc of the process that the engine named, if it was still running · `mounts`:
   * the mnt_ns context of its programs' events, for a container that shares this machine's process ids.
   */
  witnesses: z.array(z.enum(['events', 'kernel', 'inspect', 'mounts'])).max(4),
  processes: z.array(tracedProcessSchema).max(MOST_PROCESSES),
  /** Whether there were more processes than the list contains. */
  moreProcesses: z.boolean().default(false),
  /** Unix time in milliseconds of the first and last event in its pid namespace; null if there is none. */
  firstEventAtMs: unixMsSchema.nullable().default(null),
  lastEventAtMs: unixMsSchema.nullable().default(null),
});
export type TracedContainer = z.infer<typeof tracedContainerSchema>;

export const containersFileSchema = z.object({
  schema: z.literal(1),
  containers: z.array(tracedContainerSchema).max(MOST_CONTAINERS),
});

/** `interrupted`: the process of the recording has ended, and `recover` will finish the trace. `unknown`: it cannot be read. */
export const TRACE_STATES = ['recording', 'interrupted', 'ready', 'damaged', 'unknown'] as const;

/** A row of the list of traces. A folder that cannot be read is a row with the state `unknown`, and is never deleted. */
export const traceRowSchema = z.object({
  id: z.string(),
  title: z.string(),
  state: z.enum(TRACE_STATES),
  /** For `recording`: the place of a process that cannot be checked from here, `HOST` or `HOST, in another pid namespace`. */
  recordedOn: z.string().optional(),
  createdAt: z.string(),
  engine: z.string(),
  image: z.string(),
  command: z.string(),
  /** The domains whose recording began, each at most once. */
  domains: z.array(recordingSchema.shape.domain),
  durationMs: z.number().nullable(),
  sizeBytes: z.number().nullable(),
  events: z.number().nullable(),
  discardedEvents: z.number().nullable(),
  lostPackets: z.number().nullable(),
  exitCode: z.number().nullable(),
  warnings: z.number(),
  tags: z.array(z.string()),
  /** The user's notes, which the window's search includes. */
  notes: z.string(),
  /** The kind of import; null for a trace that was recorded here. */
  imported: importedSchema.shape.kind.nullable(),
  /** Whether its streams are links to files outside of the library, so that deleting it frees almost nothing. */
  byReference: z.boolean(),
  /** Whether the request is known, which is required to record the trace again. */
  repeatable: z.boolean(),
  /** For `unknown`: why it cannot be read. */
  problem: z.string().optional(),
});
export type TraceRow = z.infer<typeof traceRowSchema>;

/** The output of `record --json`, `demo --json` and `show --json`, which the detail panel shows too. */
export const traceReportSchema = z.object({
  id: z.string(),
  path: z.string(),
  title: z.string(),
  state: z.enum(TRACE_STATES).exclude(['unknown']),
  recordedOn: z.string().optional(),
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

/** Whether the list of containers says which containers ran. A trace of another tool does not. */
export const areContainersKnown = (
  { imported }: Pick<TraceRecord, 'imported'>,
  containers: readonly TracedContainer[],
): boolean => imported?.kind !== 'ctf' || containers.length > 0;
