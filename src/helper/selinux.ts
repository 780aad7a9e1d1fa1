import { readFileSync } from 'node:fs';
import { SELINUX_ENFORCE, selinuxModeOf } from '@shared/engines/selinux';

/** Whether SELinux would deny a labelled container the tracer's socket. The helper decides this, not the caller. */
export function selinuxEnforces(file = SELINUX_ENFORCE): boolean {
  try {
    return selinuxModeOf(readFileSync(file, 'utf8')) === 'enforcing';
  } catch {
    return false; // the file does not exist when SELinux is off
  }
}
