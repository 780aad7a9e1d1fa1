import { z } from 'zod';
import { type DraftValues, draftShape, emptyDraftOf } from '../fields/field';
import { KERNEL_FIELDS } from '../fields/kernel';
import { RECORDING_FIELDS } from '../fields/recording';
import { TARGET_FIELDS } from '../fields/target';
import { LIMIT_FIELDS, TRACE_FIELDS } from '../fields/trace';

/** What to record of the kernel, as it is in the form. Off: everything is kept as it was typed, and none of it is asked for. */
export type KernelDraft = DraftValues<typeof KERNEL_FIELDS> & { on: boolean };

/** Also the value of forms that were stored before the kernel could be recorded. */
export const NO_KERNEL: KernelDraft = { ...emptyDraftOf(KERNEL_FIELDS), on: false };

const kernelDraftSchema: z.ZodType<KernelDraft> = z.object({ ...draftShape(KERNEL_FIELDS), on: z.boolean() });

/** What to record, as it is in the form. Without userspace the programs' part is kept as it was typed, and not asked for. */
export type RecordingDraft = DraftValues<typeof RECORDING_FIELDS> & { userspace: boolean; kernel: KernelDraft };

export const EMPTY_RECORDING: RecordingDraft = {
  ...emptyDraftOf(RECORDING_FIELDS),
  userspace: true,
  kernel: NO_KERNEL,
};

const recordingDraftSchema: z.ZodType<RecordingDraft> = z.preprocess(
  fromTwoBufferFields,
  z.object({
    ...draftShape(RECORDING_FIELDS),
    userspace: z.boolean().default(true),
    kernel: kernelDraftSchema.default(NO_KERNEL),
  }),
);

/** Version 0.1 stored the buffers as two fields. */
function fromTwoBufferFields(stored: unknown): unknown {
  if (typeof stored !== 'object' || stored === null || !('bufferCount' in stored)) return stored;
  const { bufferCount, bufferSizeKiB, ...others } = stored as Record<string, unknown>;
  return { buffers: { count: bufferCount, sizeKiB: bufferSizeKiB }, ...others };
}

/**
 * The record form as it is, half-typed text and all: kept from day to day, saved under names, and read as a RunConfig once it
 * is complete. Values of variables that must not be stored are empty in what is kept.
 */
export type RecordDraft = DraftValues<typeof TRACE_FIELDS> &
  DraftValues<typeof TARGET_FIELDS> &
  DraftValues<typeof LIMIT_FIELDS> & { recording: RecordingDraft };

export const recordDraftSchema: z.ZodType<RecordDraft> = z.object({
  ...draftShape(TRACE_FIELDS),
  ...draftShape(TARGET_FIELDS),
  ...draftShape(LIMIT_FIELDS),
  recording: recordingDraftSchema,
});
