import { accessSync, constants, existsSync, readdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { type HandedDown, handedDown } from '../engine-finding';

const HIERARCHIES = '/sys/fs/cgroup';
/** Apptainer's own name for the group above, before and after the renaming. */
const ABOVE = ['apptainer', 'singularity'];

/**
 * Which limits can be set here: by root where the control groups can be written to, as in many a container they cannot; by a plain
 * user what systemd hands down of version 2; apptainer(1), "--cpus".
 */
export function limitsHere(uid: number): HandedDown {
  if (uid !== 0) return handedDown();
  const ofMemory = join(HIERARCHIES, 'memory');
  const able = isWritable(existsSync(ofMemory) ? ofMemory : HIERARCHIES);
  return { memory: able, cpu: able };
}

/** Why some cannot, as the end of a sentence. */
export const whyNoLimits = (uid: number): string =>
  uid === 0 ? 'here: the control groups cannot be written to' : 'here without root';

/**
 * Removes the control groups of a container with limits. Without systemd Apptainer makes one in each hierarchy, named by the pid of
 * the container's first process, and takes it away at the end; one that was killed leaves it. What still has a process in it stays:
 * the kernel removes none of those.
 * @param pid of the container's first process, which has ended
 */
export function removeControlGroups(pid: number, hierarchies = HIERARCHIES): void {
  for (const hierarchy of ['.', ...namesIn(hierarchies)])
    for (const above of ABOVE) {
      try {
        rmdirSync(join(hierarchies, hierarchy, above, String(pid)));
      } catch {
        // there is none, or it is in use
      }
    }
}

/** Whether Apptainer was asked for limits, by the words behind its name. */
export const asksForLimits = (args: readonly string[]): boolean => args.some((word) => /^--(memory|cpus)=/.test(word));

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function namesIn(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return []; // a machine without control groups
  }
}
