import type { KernelContext } from './kernel-contexts';

/** A ready choice of what to record of the kernel: one data file each, one line in kernel-presets.ts. */
export interface KernelPreset {
  id: string;
  title: string;
  /** One line that starts "shows you…" in the window. */
  shows: string;
  /** What it costs, where that is more than a little. */
  costs?: string;
  tracepoints: string[];
  /** Patterns of system calls; `*`: all. */
  syscalls: string[];
  contexts: readonly KernelContext[];
}
