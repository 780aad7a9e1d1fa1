import { z } from 'zod';

/** Label of an instrumented image: the summary as JSON. */
export const INSTRUMENTED_LABEL = 'containers-trace.instrumented';

/** Why a source was compiled without instrumentation, in a sentence about the source. The wrapper prints the keys. */
export const SKIP_REASONS = {
  freestanding: 'is built without the C library (-ffreestanding, -nostdlib)',
  'own-option': 'sets its own instrumentation options',
  'own-hooks': 'defines or names the hooks itself',
  'no-hooks': 'is built for a C library without the hooks, such as musl',
  'precompiled-header': 'is a precompiled header',
  'no-temporary-folder': 'could not be checked, because no temporary folder could be created',
  failed: 'did not compile with instrumentation, so it was compiled as it is',
} as const;
export type SkipReason = keyof typeof SKIP_REASONS;
export const skipReasonSchema = z.enum(Object.keys(SKIP_REASONS) as [SkipReason, ...SkipReason[]]);

const count = z.number().int().nonnegative();

export const instrumentSummarySchema = z.object({
  /** Sources that were compiled with instrumentation. */
  files: count,
  /** Functions that report their calls. A function that several sources define counts once for each. */
  functions: count,
  /** Functions that the compiler inlines everywhere, which report no calls. */
  inlined: count,
  /** Sources compiled without instrumentation, by reason. */
  skipped: z.partialRecord(skipReasonSchema, count),
  /** Sources that are optimised while linking, whose functions are not counted. */
  uncounted: count,
});
export type InstrumentSummary = z.infer<typeof instrumentSummarySchema>;

export const sourceFileSchema = z.object({
  /** The path in the build. */
  path: z.string(),
  functions: count,
  inlined: count,
  /** Null for an instrumented source. */
  skipped: skipReasonSchema.nullable(),
});
export type SourceFile = z.infer<typeof sourceFileSchema>;

export const instrumentResultSchema = z.object({
  reference: z.string(),
  imageId: z.string(),
  summary: instrumentSummarySchema,
  /** Sources by path; at most MOST_LISTED_FILES. */
  sources: z.array(sourceFileSchema),
  /** What the user should know about the result, whole sentences. */
  notes: z.array(z.string()),
});
export type InstrumentResult = z.infer<typeof instrumentResultSchema>;

/** Bound of the list of sources. The summary counts all. */
export const MOST_LISTED_FILES = 5_000;
