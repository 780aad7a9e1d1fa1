/** Whether SELinux decides at this moment: it denies, it reports what it would deny, or the kernel runs without it. */
export type SelinuxMode = 'enforcing' | 'permissive' | 'off';

/** selinux(8): holds 1 or 0; there is no such file where SELinux is off. */
export const SELINUX_ENFORCE = '/sys/fs/selinux/enforce';

/** @param enforce what the file holds; undefined where there is none */
export function selinuxModeOf(enforce: string | undefined): SelinuxMode {
  if (enforce === undefined) return 'off';
  return enforce.trim() === '1' ? 'enforcing' : 'permissive';
}

/** Types of a process that SELinux lets connect to a user's program: it confines neither. */
const UNCONFINED_TYPES = ['unconfined_t', 'spc_t', 'container_runtime_t'];

/**
 * Whether SELinux keeps a process from connecting to the session daemon. Relabelling the socket would not help: the rule is
 * about the two processes (`connectto` of `unix_stream_socket`; SELinuxProject/refpolicy issue 1008).
 * @param label of the process, `user:role:type:level`; empty for one that carries no label
 */
export function isKeptFromSocket(mode: SelinuxMode, label: string): boolean {
  const type = label.split(':')[2];
  return mode === 'enforcing' && type !== undefined && !UNCONFINED_TYPES.includes(type);
}
