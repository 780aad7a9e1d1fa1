import type { KernelDraft } from '@shared/request/draft/record-draft';
import type { Buffers } from '@shared/tracing/events';
import { findKernelPreset } from '@shared/tracing/kernel-presets';
import { chooseKernelRecording, kernelBuffersFor } from '@shared/tracing/kernel-recording';
import { count } from '../../../../format/figures';
import type { Machine } from '../../../../stores/machine';
import { texts } from '../../../../texts/en';
import { bufferSize } from '../recording-summary';

const { kernel: labels, summary } = texts.recording;

/** The automatic buffers of this machine; undefined until they are known. */
export const automaticBuffers = (machine: Machine | null): Buffers | undefined =>
  machine ? kernelBuffersFor(machine) : undefined;

export const buffersText = ({ count: n, sizeKiB }: { count: number; sizeKiB: number }): string =>
  summary.buffers(count(n), bufferSize(sizeKiB));

/** Summarizes the folded details: `2 events of your own · 8 × 2 MiB buffers · 10 contexts`. */
export function kernelSummary(draft: KernelDraft, machine: Machine | null): string {
  const own = [...draft.tracepoints, ...draft.syscalls].filter((pattern) => pattern.trim() !== '').length;
  const { contexts } = chooseKernelRecording({
    preset: findKernelPreset(draft.preset ?? '')?.id,
    tracepoints: [],
    syscalls: [],
    contexts: draft.contexts,
    containersOnly: draft.containersOnly,
  });
  const buffers = draft.buffers ?? automaticBuffers(machine);
  return [
    ...(own > 0 ? [summary.rules(count(own))] : []),
    buffers ? buffersText(buffers) : labels.buffers.automatic,
    summary.contexts(count(contexts.length)),
  ].join(' · ');
}
