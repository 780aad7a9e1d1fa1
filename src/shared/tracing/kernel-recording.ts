import { MIB } from '../model/units';
import type { KernelChoice } from '../request/run-config';
import type { Buffers } from './events';
import { KERNEL_IDENTITY, type KernelContext } from './kernel-contexts';
import { findKernelPreset } from './kernel-presets';

/** One call of lttng: patterns of one kind with the same restriction. */
export interface KernelRule {
  what: 'tracepoint' | 'syscall';
  patterns: string[];
  /** Whether events in the machine's pid namespaces are excluded. */
  restricted: boolean;
}

export interface KernelRecording {
  rules: KernelRule[];
  contexts: KernelContext[];
}

/** Block events belong to one container. Scheduler events are never restricted, since all processes share the processors. */
const RESTRICTED = /^block_/;

/** Merges a kernel preset with the user's patterns. Always adds the contexts that distinguish containers. */
export function chooseKernelRecording(kernel: KernelChoice): KernelRecording {
  const preset = kernel.preset ? findKernelPreset(kernel.preset) : undefined;
  const tracepoints = unique([...(preset?.tracepoints ?? []), ...kernel.tracepoints]);
  const syscalls = unique([...(preset?.syscalls ?? []), ...kernel.syscalls]);
  const restricted = tracepoints.filter((pattern) => kernel.containersOnly && RESTRICTED.test(pattern));
  const rules: KernelRule[] = [
    { what: 'tracepoint', patterns: tracepoints.filter((one) => !restricted.includes(one)), restricted: false },
    { what: 'tracepoint', patterns: restricted, restricted: true },
    { what: 'syscall', patterns: syscalls, restricted: kernel.containersOnly },
  ];
  return {
    rules: rules.filter((rule) => rule.patterns.length > 0),
    contexts: unique([...KERNEL_IDENTITY, ...(preset?.contexts ?? []), ...kernel.contexts]),
  };
}

/** Removes duplicates. `*` replaces all other patterns, because lttng warns about each of them. */
const unique = <T extends string>(list: readonly T[]): T[] =>
  list.includes('*' as T) ? ['*' as T] : [...new Set(list)];

/** Maximum share of the machine's memory for the kernel's buffers of all processors. */
const MEMORY_SHARE = 1 / 16;

/**
 * Default kernel buffers: 8 x 2 MiB on each processor, which is common in practice, if that is at most a sixteenth of the
 * memory. Otherwise the largest smaller choice that is, and at least 4 x 256 KiB.
 */
export function kernelBuffersFor({ memoryBytes, cpus }: { memoryBytes: number; cpus: number }): Buffers {
  const choices: Buffers[] = [
    { count: 8, sizeKiB: 2048 },
    { count: 8, sizeKiB: 1024 },
    { count: 4, sizeKiB: 1024 },
    { count: 4, sizeKiB: 512 },
  ];
  const most = (memoryBytes * MEMORY_SHARE) / Math.max(cpus, 1);
  return choices.find(({ count, sizeKiB }) => (count * sizeKiB * MIB) / 1024 <= most) ?? { count: 4, sizeKiB: 256 };
}
