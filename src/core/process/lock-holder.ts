import { readFileSync, statSync } from 'node:fs';
import { OWNER_ENV } from '@shared/model/labels';
import { isRunning } from './identity';
import { ownPlace } from './place';

/** `1: FLOCK  ADVISORY  WRITE 4711 08:01:1234 0 EOF`, see proc_locks(5). */
const LINE = /^\d+: FLOCK +\S+ +WRITE +(\d+) +[0-9a-f]+:[0-9a-f]+:(\d+) /;

/**
 * Who holds flock(2) on a file, as far as /proc tells: of a process of ours the owner that started it, which is the one
 * that the user knows. Never throws.
 */
export function lockHolder(path: string): number | undefined {
  try {
    const inode = String(statSync(path).ino);
    const lines = readFileSync('/proc/locks', 'utf8').split('\n');
    const [pid] = lines.flatMap((line) => {
      const [, holder, of] = LINE.exec(line) ?? [];
      return holder !== undefined && of === inode ? Number(holder) : [];
    });
    // The kernel shows 0 for a process of a pid namespace that cannot be seen from here.
    return pid === undefined || pid === 0 ? undefined : (ownerOf(pid) ?? pid);
  } catch {
    return undefined; // it was released at this moment, or this system does not tell
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
