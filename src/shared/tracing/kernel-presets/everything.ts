import { KERNEL_NAMESPACES } from '../kernel-contexts';
import type { KernelPresetDefinition } from '../kernel-preset';

/** Every tracepoint and every system call of the whole machine. */
export const everything: KernelPresetDefinition = {
  title: 'Everything',
  shows: 'every tracepoint and every system call of the whole machine',
  costs: 'megabytes a second on an idle machine, and it slows what it watches',
  tracepoints: ['*'],
  syscalls: ['*'],
  contexts: KERNEL_NAMESPACES,
};
