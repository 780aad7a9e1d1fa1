import { readFileSync } from 'node:fs';
import { SELINUX_ENFORCE, selinuxModeOf } from '@shared/engines/selinux';

/** Whether SELinux would keep a labelled container from the tracer's socket. Decided here: the caller cannot ask for it. */
export function selinuxEnforces(file = SELINUX_ENFORCE): boolean {
  try {
    return selinuxModeOf(readFileSync(file, 'utf8')) === 'enforcing';
  } catch {
    return false; // there is no such file where SELinux is off
  }
}
