import { z } from 'zod';
import { contextSchema } from '../tracing/contexts';
import { kernelContextSchema } from '../tracing/kernel-contexts';
import { preloadIdSchema } from '../tracing/preloads';

const text = z.string().max(200_000);

/** One event rule as it is typed. */
export const eventDraftSchema = z.object({
  pattern: text,
  /** Empty: every level. */
  logLevel: text,
  logLevelMatch: z.enum(['at-least', 'only']),
  filter: text,
  /** Patterns between commas. */
  exclude: text,
});
export type EventDraft = z.infer<typeof eventDraftSchema>;

/** What to record of the kernel, as it stands in the form. */
const kernelDraftSchema = z.object({
  /** Off: all of it is kept as it was typed, and nothing of it is asked for. */
  on: z.boolean(),
  /** Null: only the tracepoints and system calls that are named. */
  preset: z.string().nullable(),
  tracepoints: z.array(text),
  syscalls: z.array(text),
  /** Beside those of the preset. */
  contexts: z.array(kernelContextSchema),
  /** Null: from the machine's memory and processors. */
  buffers: z.object({ count: z.number(), sizeKiB: z.number() }).nullable(),
  containersOnly: z.boolean(),
});
export type KernelDraft = z.infer<typeof kernelDraftSchema>;

/** Also of forms that were kept before there was a kernel to record. */
export const NO_KERNEL: KernelDraft = {
  on: false,
  preset: 'container',
  tracepoints: [],
  syscalls: [],
  contexts: [],
  buffers: null,
  containersOnly: false,
};

/** What to record, as it stands in the form. */
export const recordingDraftSchema = z.object({
  /** Off: what follows up to the buffers is kept as it was typed, and nothing of it is asked for. */
  userspace: z.boolean().default(true),
  /** Null: only the events that are named. */
  preset: z.string().nullable(),
  events: z.array(eventDraftSchema),
  /** Beside those of the preset. */
  contexts: z.array(contextSchema),
  /** Null: the preset's. */
  preloads: z.array(preloadIdSchema).nullable(),
  bufferCount: z.number(),
  bufferSizeKiB: z.number(),
  kernel: kernelDraftSchema.default(NO_KERNEL),
  whenFull: z.enum(['discard', 'overwrite']).default('discard'),
  mode: z.enum(['continuous', 'flight-recorder']).default('continuous'),
});
export type RecordingDraft = z.infer<typeof recordingDraftSchema>;

/**
 * The record form as it stands, half-typed words and all: kept from day to day, saved under names, and turned into a
 * RunConfig when it is right. Values of variables that are not to be stored are empty in what is kept.
 */
export const recordDraftSchema = z.object({
  /** What the trace is called; empty: image and command. */
  title: text,
  /** Null: the first that is ready. */
  engine: z.string().nullable(),
  image: text,
  /** The words of a command line; empty: the image's own command. */
  command: text,
  entrypoint: text,
  repeat: text,
  env: z.array(z.object({ name: text, value: text, secret: z.boolean() })),
  volumes: z.array(z.object({ source: text, target: text, readOnly: z.boolean() })),
  options: z.array(z.string()).default([]),
  workdir: text,
  user: text,
  network: text,
  cpus: text,
  /** MiB, or with a unit; empty: no limit. */
  memoryMiB: text,
  recording: recordingDraftSchema,
  /** Seconds, or with a unit: `5 min`; empty: no limit. */
  maxDurationS: text,
  /** MiB, or with a unit: `2 GiB`; empty: no limit. */
  maxSizeMiB: text,
  /** MiB, or with a unit; empty: one part. Passed over by a flight recorder, which writes no parts. */
  rotateMiB: text.default(''),
  /** MiB, or with a unit; empty: the settings' or the product's. */
  diskFloorMiB: text,
  force: z.boolean(),
});
export type RecordDraft = z.infer<typeof recordDraftSchema>;
