import { DEFAULT_PRESET } from '../../tracing/presets';
import { emptyDraftOf, writeDraft } from '../fields/field';
import { KERNEL_FIELDS } from '../fields/kernel';
import { RECORDING_FIELDS } from '../fields/recording';
import { TARGET_FIELDS } from '../fields/target';
import { LIMIT_FIELDS, TRACE_FIELDS } from '../fields/trace';
import { type RunConfig, recordsUserspace } from '../run-config';
import { type KernelDraft, NO_KERNEL, type RecordDraft } from './record-draft';

/**
 * The form for a request. Values that were not stored are empty. A program on the host becomes an empty image, because the form
 * has no field for it.
 */
export function draftOfConfig(config: RunConfig): RecordDraft {
  const { recording, target } = config;
  const userspace = recordsUserspace(recording);
  return {
    ...writeDraft(TRACE_FIELDS, config),
    ...(target.kind === 'container' ? writeDraft(TARGET_FIELDS, target) : emptyDraftOf(TARGET_FIELDS)),
    ...limitFields(config.limits),
    recording: {
      ...writeDraft(RECORDING_FIELDS, recording),
      // For a recording of the kernel only: the preset that is selected when the user switches userspace on.
      ...(userspace ? {} : { preset: DEFAULT_PRESET }),
      userspace,
      kernel: kernelDraft(recording.kernel),
    },
  };
}

/** The form's fields for limits. */
export const limitFields = (limits: RunConfig['limits']) => writeDraft(LIMIT_FIELDS, limits);

const kernelDraft = (kernel: RunConfig['recording']['kernel']): KernelDraft =>
  kernel ? { ...writeDraft(KERNEL_FIELDS, kernel), on: true } : NO_KERNEL;
