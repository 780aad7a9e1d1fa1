import { readdirSync, readFileSync } from 'node:fs';
import { OWNER_ENV } from '@shared/model/labels';
import { identityKey, identityOf, isRunning, type ProcessIdentity } from './identity';
import { isRuntimeFolderPath } from './runtime-folder-name';
import { waitUntil } from './wait-until';

const TERM_LIMIT_MS = 2_000;
const KILL_LIMIT_MS = 1_000;

/**
 * Ends what a process that is gone had started and waits for the last of it: daemons get their parent-death signal from the
 * kernel, but a client under way would still reach a daemon that is not ours, after the clean-up.
 * Only a process of this user's ends that bears the owner's mark, or serves a socket in the owner's runtime folder.
 * @param runtimeDir the owner's runtime folder: Podman's service is known by its socket there, for its environment passes
 *   to the pause process that all of the user's containers share. Any other path selects nothing
 * @throws AppError `command` when one does not end even by SIGKILL
 */
export async function endOwnedProcesses(owner: ProcessIdentity, runtimeDir: string): Promise<void> {
  const left = (): ProcessIdentity[] => ownedProcesses(owner, runtimeDir);
  const gone = (): boolean => left().length === 0;
  signal(left(), 'SIGTERM');
  await waitUntil(gone, { what: "the run's processes to end", timeoutMs: TERM_LIMIT_MS }).catch(async () => {
    signal(left(), 'SIGKILL');
    await waitUntil(gone, { what: "the run's processes to be killed", timeoutMs: KILL_LIMIT_MS });
  });
}

function signal(processes: readonly ProcessIdentity[], name: NodeJS.Signals): void {
  for (const one of processes.filter(isRunning)) {
    try {
      process.kill(one.pid, name);
    } catch {
      // ended between the look and the signal
    }
  }
}

function ownedProcesses(owner: ProcessIdentity, runtimeDir: string): ProcessIdentity[] {
  const mark = `${OWNER_ENV}=${identityKey(owner)}`;
  const address = isRuntimeFolderPath(runtimeDir) ? `unix://${runtimeDir}/` : undefined;
  return readdirSync('/proc').flatMap((name) => {
    const pid = Number(name);
    if (!Number.isInteger(pid) || pid === process.pid || pid === owner.pid || !mayEnd(name)) return [];
    const marked = words(`/proc/${name}/environ`).includes(mark);
    const serves = (word: string): boolean => address !== undefined && word.startsWith(address);
    const isOwned = marked || words(`/proc/${name}/cmdline`).some(serves);
    const identity = isOwned ? identityOf(pid) : undefined;
    return identity && isRunning(identity) ? [identity] : [];
  });
}

/**
 * Whether it is this user's by its real user, as kill(2) asks. The helper, which is root's, has the folder among its words:
 * it ends by itself when its connection does.
 */
function mayEnd(name: string): boolean {
  const uid = process.getuid?.();
  try {
    return uid === 0 || readFileSync(`/proc/${name}/status`, 'utf8').includes(`\nUid:\t${uid}\t`);
  } catch {
    return false; // it has ended
  }
}

function words(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\u0000');
  } catch {
    return []; // ended, or another user's: not ours
  }
}
