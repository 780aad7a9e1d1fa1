import { z } from 'zod';
import { type DraftValues, draftShape, emptyDraftOf } from '../fields/field';
import { KERNEL_FIELDS } from '../fields/kernel';
import { RECORDING_FIELDS } from '../fields/recording';
import { TARGET_FIELDS } from '../fields/target';
import { LIMIT_FIELDS, TRACE_FIELDS } from '../fields/trace';

/** The kernel section of the form. If it is off, its fields keep their text but do not become part of the request. */
export type KernelDraft = DraftValues<typeof KERNEL_FIELDS> & { on: boolean };

/** Also the value for stored forms of versions without kernel recording. */
export const NO_KERNEL: KernelDraft = { ...emptyDraftOf(KERNEL_FIELDS), on: false };

const kernelDraftSchema: z.ZodType<KernelDraft> = z.object({ ...draftShape(KERNEL_FIELDS), on: z.boolean() });

/** The recording section of the form. Without userspace, its fields keep their text but do not become part of the request. */
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
 * The state of the record form, including incomplete text. It is stored when the app ends and in named setups. readDraft turns
 * it into a RunConfig. A stored form has no values of secret variables.
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
