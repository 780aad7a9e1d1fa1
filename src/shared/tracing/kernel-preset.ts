import type { KernelContext } from './kernel-contexts';

/** A predefined choice of what to record of the kernel: one data file each, one line in kernel-presets.ts. */
export interface KernelPresetDefinition {
  title: string;
  /** One line that follows “Shows” in the window. */
  shows: string;
  /** What it costs, where that is more than a little. */
  costs?: string;
  tracepoints: string[];
  /** Patterns of system calls; `*`: all. */
  syscalls: string[];
  contexts: readonly KernelContext[];
}
