import { z } from 'zod';

/** Context fields of the kernel domain, by the names of lttng-add-context(1) in 2.13. */
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

/** What tells containers and their processes apart in the kernel's events; added to every recording. */
export const KERNEL_IDENTITY: readonly KernelContext[] = ['pid_ns', 'vpid', 'vtid', 'procname'];

/**
 * The other namespaces of a process, for presets. Without mnt_ns, and without asking for it: modules that were compiled with a
 * distribution's headers lack that one (they have no fs/mount.h), and lttng then refuses the call (measured: 2.13.18 by dkms, exit 4).
 */
export const KERNEL_NAMESPACES: readonly KernelContext[] = ['cgroup_ns', 'net_ns', 'ipc_ns', 'user_ns', 'uts_ns'];
