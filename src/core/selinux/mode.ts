import { readFileSync } from 'node:fs';
import { SELINUX_ENFORCE, type SelinuxMode, selinuxModeOf } from '@shared/engines/selinux';

/** @param file an existing one is read, whatever it is: a test names its own */
export function selinuxMode(file = SELINUX_ENFORCE): SelinuxMode {
  return selinuxModeOf(read(file));
}

/**
 * The label of a process, by default of this one, which a session daemon of ours has too; undefined where there is none.
 * @param file `/proc/PID/attr/current`; proc_pid_attr(5)
 */
export function labelOfProcess(file = '/proc/self/attr/current'): string | undefined {
  const label = read(file)?.replace(/\0.*$/s, '').trim();
  return label === '' ? undefined : label;
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined; // ENOENT, and EINVAL from a kernel without security modules: SELinux is off
  }
}
