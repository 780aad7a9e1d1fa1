import { z } from 'zod';
import { contextSchema } from '../tracing/contexts';
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

/** What to record, as it stands in the form. */
export const recordingDraftSchema = z.object({
  /** Null: only the events that are named. */
  preset: z.string().nullable(),
  events: z.array(eventDraftSchema),
  /** Beside those of the preset. */
  contexts: z.array(contextSchema),
  /** Null: the preset's. */
  preloads: z.array(preloadIdSchema).nullable(),
  bufferCount: z.number(),
  bufferSizeKiB: z.number(),
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
  /** MiB, or with a unit; empty: the settings' or the product's. */
  diskFloorMiB: text,
  force: z.boolean(),
});
export type RecordDraft = z.infer<typeof recordDraftSchema>;
