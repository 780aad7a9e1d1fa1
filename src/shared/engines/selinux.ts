/** Mode of SELinux: it denies accesses, it only logs denials, or it is off. */
export type SelinuxMode = 'enforcing' | 'permissive' | 'off';

/** File of selinux(8) that contains 1 or 0. It does not exist when SELinux is off. */
export const SELINUX_ENFORCE = '/sys/fs/selinux/enforce';

/** @param enforce the file's content; undefined when it does not exist */
export function selinuxModeOf(enforce: string | undefined): SelinuxMode {
  if (enforce === undefined) return 'off';
  return enforce.trim() === '1' ? 'enforcing' : 'permissive';
}

/** Types of unconfined processes, which SELinux allows to connect to a user's program. */
const UNCONFINED_TYPES = ['unconfined_t', 'spc_t', 'container_runtime_t'];

/**
 * Whether SELinux prevents a process from connecting to the session daemon. Relabelling the socket does not help, since the rule
 * applies to the two processes (`connectto` of `unix_stream_socket`; SELinuxProject/refpolicy issue 1008).
 * @param label label of the process, `user:role:type:level`; empty for a process without a label
 */
export function isKeptFromSocket(mode: SelinuxMode, label: string): boolean {
  const type = label.split(':')[2];
  return mode === 'enforcing' && type !== undefined && !UNCONFINED_TYPES.includes(type);
}
