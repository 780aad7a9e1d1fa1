import type { KernelPreset } from '../kernel-preset';

/** Every tracepoint and every system call of the whole machine. */
export const everything: KernelPreset = {
  id: 'everything',
  title: 'Everything',
  shows: 'every tracepoint and every system call of the whole machine',
  costs: 'megabytes a second on an idle machine, and it slows what it watches',
  tracepoints: ['*'],
  syscalls: ['*'],
  contexts: ['cgroup_ns', 'mnt_ns', 'net_ns', 'ipc_ns', 'user_ns', 'uts_ns'],
};
