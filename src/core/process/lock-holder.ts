import { readFileSync, statSync } from 'node:fs';
import { OWNER_ENV } from '@shared/model/labels';
import { isRunning } from './identity';
import { ownPlace } from './place';

/** `1: FLOCK  ADVISORY  WRITE 4711 08:01:1234 0 EOF`, see proc_locks(5). */
const LINE = /^\d+: FLOCK +\S+ +WRITE +(\d+) +[0-9a-f]+:[0-9a-f]+:(\d+) /;

/**
 * The pid of the process that holds flock(2) on a file, if /proc shows it. For a helper process of this app, returns the
 * app process that started it, which the user knows. Never throws.
 */
export function lockHolder(path: string): number | undefined {
  try {
    const inode = String(statSync(path).ino);
    const lines = readFileSync('/proc/locks', 'utf8').split('\n');
    const [pid] = lines.flatMap((line) => {
      const [, holder, of] = LINE.exec(line) ?? [];
      return holder !== undefined && of === inode ? Number(holder) : [];
    });
    // The kernel shows 0 for a process in a pid namespace that is not visible from here.
    return pid === undefined || pid === 0 ? undefined : (ownerOf(pid) ?? pid);
  } catch {
    return undefined; // the lock was just released, or /proc/locks is not readable
  }
}

function ownerOf(pid: number): number | undefined {
  try {
    const variables = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
    const mark = variables.find((one) => one.startsWith(`${OWNER_ENV}=`))?.slice(OWNER_ENV.length + 1);
    const [bootId = '', owner = '', startTime = ''] = mark?.split(':') ?? [];
    const identity = { ...ownPlace(), pid: Number(owner), startTime, bootId };
    return mark !== undefined && isRunning(identity) ? identity.pid : undefined;
  } catch {
    return undefined; // another user's process
  }
}
