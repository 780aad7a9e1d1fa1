import type { RunConfig } from '@shared/request/run-config';
import type { WholeTrace } from '@shared/trace-view/timeline-rows';
import { TRACE_PARTS, type TracePart } from '@shared/trace-view/trace-parts';
import { findKernelPreset } from '@shared/tracing/kernel-presets';
import { type PreloadId, preloadIdSchema } from '@shared/tracing/preloads';
import { findPreset } from '@shared/tracing/presets';
import { matchesGlob } from '@shared/tracing/suggest-events';

export type Recording = RunConfig['recording'];

type Has = Pick<WholeTrace, 'basis' | 'rows'>;

/** The event that stands for a part. A recording asks for the part if one of its patterns matches the event. */
export type PartSource =
  | { domain: 'userspace'; event: string; preload: PreloadId }
  | { domain: 'kernel'; tracepoint: string }
  | { domain: 'kernel'; syscall: string };

export const PART_SOURCES = {
  states: { domain: 'kernel', tracepoint: 'sched_switch' },
  // A preset with a few system calls only does not have this one.
  syscalls: { domain: 'kernel', syscall: 'read' },
  calls: { domain: 'userspace', event: 'lttng_ust_cyg_profile:func_entry', preload: 'cyg-profile' },
  memory: { domain: 'userspace', event: 'lttng_ust_libc:malloc', preload: 'libc' },
} as const satisfies Record<TracePart, PartSource>;

const IS_IN = {
  states: ({ basis }) => basis.scheduling,
  syscalls: ({ basis }) => basis.syscalls,
  calls: ({ basis }) => basis.calls,
  memory: ({ rows }) => rows.some(({ hasMemory }) => hasMemory),
} as const satisfies Record<TracePart, (whole: Has) => boolean>;

/** Whether a trace has events of a part. */
export const hasPart = (part: TracePart, whole: Has): boolean => IS_IN[part](whole);

/** What a trace does not have. */
export const missingParts = (whole: Has): TracePart[] => TRACE_PARTS.filter((part) => !hasPart(part, whole));

/** Whether the patterns of a recording include a part. A preload library may still be missing, see `missingPreloadOf`. */
export function asksFor(part: TracePart, recording: Recording): boolean {
  const source: PartSource = PART_SOURCES[part];
  if (source.domain === 'userspace') {
    const patterns = [...(presetOf(recording)?.events ?? []), ...recording.events].map(({ pattern }) => pattern);
    return patterns.some((pattern) => matchesGlob(pattern, source.event));
  }
  const { kernel } = recording;
  if (!kernel) return false;
  const preset = kernel.preset === undefined ? undefined : findKernelPreset(kernel.preset);
  return 'syscall' in source
    ? [...(preset?.syscalls ?? []), ...kernel.syscalls].some((pattern) => matchesGlob(pattern, source.syscall))
    : [...(preset?.tracepoints ?? []), ...kernel.tracepoints].some((one) => matchesGlob(one, source.tracepoint));
}

/** The preload library that a part needs and that the recording left out; null if it did not. */
export function missingPreloadOf(part: TracePart, recording: Recording): PreloadId | null {
  const source: PartSource = PART_SOURCES[part];
  if (source.domain === 'kernel') return null;
  const loaded: readonly string[] = recording.preloads ?? presetOf(recording)?.preloads ?? [];
  // The fast variant of a library writes events of the same meaning.
  return loaded.some((one) => one.startsWith(source.preload)) ? null : preloadIdSchema.parse(source.preload);
}

const presetOf = ({ preset }: Recording) => (preset === undefined ? undefined : findPreset(preset));
