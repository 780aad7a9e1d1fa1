import { existsSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { isWritable, namesIn } from '../../files/optional-files';
import { delegatedLimits, type SupportedLimits } from '../engine-finding';

const HIERARCHIES = '/sys/fs/cgroup';
/** Names of the parent group, by the program's current and former name. */
const PARENTS = ['apptainer', 'singularity'];

/**
 * Which limits can be set here (apptainer(1), "--cpus"). Root needs writable control groups, which root in a container often
 * lacks. A plain user can set the limits that systemd delegates with control groups v2.
 */
export function limitsHere(uid: number): SupportedLimits {
  if (uid !== 0) return delegatedLimits();
  const memoryGroup = join(HIERARCHIES, 'memory');
  const writable = isWritable(existsSync(memoryGroup) ? memoryGroup : HIERARCHIES);
  return { memory: writable, cpu: writable };
}

/** Why some limits cannot be set, as the end of a sentence. */
export const whyNoLimits = (uid: number): string =>
  uid === 0 ? 'here, since the control groups are read-only' : 'here without root';

/**
 * Removes the control groups of a container with limits. Without systemd, Apptainer creates a group in each hierarchy, named by
 * the pid of the container's first process. Apptainer removes the group at the end, but not when it is killed. The kernel
 * refuses to remove a group that contains a process.
 * @param pid of the container's first process, which has ended
 */
export function removeControlGroups(pid: number, hierarchies = HIERARCHIES): void {
  for (const hierarchy of ['.', ...namesIn(hierarchies)])
    for (const parent of PARENTS) {
      try {
        rmdirSync(join(hierarchies, hierarchy, parent, String(pid)));
      } catch {
        // no such group, or it is in use
      }
    }
}

/** Whether Apptainer's arguments set limits. */
export const asksForLimits = (args: readonly string[]): boolean => args.some((arg) => /^--(memory|cpus)=/.test(arg));
