import { z } from 'zod';

/** Context fields of the kernel domain, named as in lttng-add-context(1) of LTTng 2.13. */
const CONTEXTS = [
  'pid',
  'tid',
  'ppid',
  'procname',
  'prio',
  'nice',
  'vpid',
  'vtid',
  'vppid',
  'hostname',
  'interruptible',
  'preemptible',
  'need_reschedule',
  'migratable',
  'pid_ns',
  'mnt_ns',
  'net_ns',
  'ipc_ns',
  'user_ns',
  'uts_ns',
  'cgroup_ns',
  'time_ns',
  'uid',
  'euid',
  'gid',
  'egid',
  'vuid',
  'veuid',
  'vgid',
  'vegid',
  'callstack-kernel',
  'callstack-user',
] as const;
export const kernelContextSchema = z.enum(CONTEXTS, `a kernel context is one of: ${CONTEXTS.join(', ')}`);
export type KernelContext = z.infer<typeof kernelContextSchema>;

/** Contexts that distinguish containers and their processes in kernel events. They are added to every recording. */
export const KERNEL_IDENTITY: readonly KernelContext[] = ['pid_ns', 'vpid', 'vtid', 'procname'];

/**
 * The other namespaces of a process, for presets. mnt_ns is left out, because modules that are built with a distribution's
 * headers do not have it (the headers lack fs/mount.h), and lttng then refuses the command (2.13.18 with dkms: exit code 4).
 */
export const KERNEL_NAMESPACES: readonly KernelContext[] = ['cgroup_ns', 'net_ns', 'ipc_ns', 'user_ns', 'uts_ns'];
