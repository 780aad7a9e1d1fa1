import type { KernelContext } from './kernel-contexts';

/** A predefined kernel recording. Each has a data file and a line in kernel-presets.ts. */
export interface KernelPresetDefinition {
  title: string;
  /** One line that follows “Shows” in the window. */
  shows: string;
  /** Its overhead, if that is high. */
  costs?: string;
  tracepoints: string[];
  /** Patterns of system calls; `*` matches all. */
  syscalls: string[];
  contexts: readonly KernelContext[];
}
