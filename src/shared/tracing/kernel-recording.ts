import { MIB } from '../model/units';
import type { KernelChoice } from '../request/run-config';
import type { Buffers } from './events';
import { KERNEL_IDENTITY, type KernelContext } from './kernel-contexts';
import { findKernelPreset } from './kernel-presets';

/** One call of lttng's: patterns of one kind, with the restriction that they share. */
export interface KernelRule {
  what: 'tracepoint' | 'syscall';
  patterns: string[];
  /** Only outside of these pid namespaces. */
  restricted: boolean;
}

export interface KernelRecording {
  rules: KernelRule[];
  contexts: KernelContext[];
}

/** What waits for a container's disk is its own affair; what waits for a processor is everybody's: never restricted. */
const RESTRICTED = /^block_/;

/** A kernel preset and the user's own patterns as one choice; the contexts that tell containers apart are always in it. */
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

/** All of them makes the others needless: lttng would warn of each. */
const unique = <T extends string>(list: readonly T[]): T[] =>
  list.includes('*' as T) ? ['*' as T] : [...new Set(list)];

/** Of the machine's memory, for the kernel's buffers of all processors together. */
const MEMORY_SHARE = 1 / 16;

/**
 * What recorders in the field use, 8 x 2 MiB on each processor, where that is at most a sixteenth of the memory; else the
 * largest that is, down to LTTng's own least useful size.
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
