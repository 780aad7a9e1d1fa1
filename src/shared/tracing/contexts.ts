import { z } from 'zod';

/** Context fields of the userspace domain, named as in lttng-add-context(1) of LTTng 2.13. */
const CONTEXTS = [
  'vpid',
  'vtid',
  'procname',
  'pthread_id',
  'ip',
  'cpu_id',
  'pid_ns',
  'mnt_ns',
  'net_ns',
  'ipc_ns',
  'user_ns',
  'uts_ns',
  'cgroup_ns',
  'time_ns',
  'vuid',
  'veuid',
  'vgid',
  'vegid',
] as const;
export const contextSchema = z.enum(CONTEXTS, `a context is one of: ${CONTEXTS.join(', ')}`);
export type ContextName = z.infer<typeof contextSchema>;

/**
 * Contexts that distinguish containers and their processes. vpid is not enough, because the first process of every container
 * is 1. They are added to every recording.
 */
export const IDENTITY_CONTEXTS: readonly ContextName[] = ['vpid', 'vtid', 'procname', 'pid_ns'];
