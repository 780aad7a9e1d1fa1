import { NO_KERNEL, type RecordDraft } from '../../src/shared/request/draft/record-draft';
import { demoDraft } from '../../src/shared/request/draft/starting-draft';

/** A form that asks for the kernel, as one of another machine may: on this one nobody can switch it on. */
export const kernelDraft = (): RecordDraft => {
  const demo = demoDraft('podman');
  return {
    ...demo,
    title: 'With the kernel',
    recording: {
      ...demo.recording,
      kernel: { ...NO_KERNEL, on: true, tracepoints: ['net_*'], syscalls: ['openat'], containersOnly: true },
    },
  };
};
