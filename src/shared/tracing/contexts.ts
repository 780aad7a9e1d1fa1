import { z } from 'zod';

/** Context fields of the userspace domain, by the names of lttng-add-context(1) in 2.13. */
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
 * What tells containers and their processes apart: vpid alone does not, the first process of every container is 1.
 * These are added to every recording, whatever else was chosen.
 */
export const IDENTITY_CONTEXTS: readonly ContextName[] = ['vpid', 'vtid', 'procname', 'pid_ns'];
