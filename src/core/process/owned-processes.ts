import { readdirSync } from 'node:fs';
import { OWNER_ENV } from '@shared/model/labels';
import { textIn } from '../files/optional-files';
import { identityKey, identityOf, isRunning, type ProcessIdentity } from './identity';
import { isRuntimeFolderPath } from './runtime-folder-name';
import { waitUntil } from './wait-until';

/** The holder of a session daemon takes two seconds at most (shared/tracing/held-daemon.ts). */
const TERM_LIMIT_MS = 3_000;
const KILL_LIMIT_MS = 1_000;

/**
 * Terminates the processes that an ended process left running, and waits for them. Daemons get a parent-death signal from
 * the kernel, but a running client could still reach the user's own daemon after the cleanup.
 * Selects only this user's processes with the owner's mark, or with a socket in the owner's runtime folder.
 * @param runtimeDir the owner's runtime folder. Podman's service is identified by its socket there, since its environment
 *   is passed on to the pause process that all of the user's containers share. Any other path selects nothing
 * @throws AppError `command` when a process does not end even after SIGKILL
 */
export async function endOwnedProcesses(owner: ProcessIdentity, runtimeDir: string): Promise<void> {
  const left = (): ProcessIdentity[] => ownedProcesses(owner, runtimeDir);
  const gone = (): boolean => left().length === 0;
  signalAll(left(), 'SIGTERM');
  await waitUntil(gone, { what: "the run's processes to end", timeoutMs: TERM_LIMIT_MS }).catch(async () => {
    signalAll(left(), 'SIGKILL');
    await waitUntil(gone, { what: "the run's processes to be killed", timeoutMs: KILL_LIMIT_MS });
  });
}

/** Sends a signal to the processes that still run; one that ends meanwhile is no error. */
export function signalAll(processes: readonly ProcessIdentity[], name: NodeJS.Signals): void {
  for (const one of processes.filter(isRunning)) {
    try {
      process.kill(one.pid, name);
    } catch {
      // ended before the signal
    }
  }
}

function ownedProcesses(owner: ProcessIdentity, runtimeDir: string): ProcessIdentity[] {
  const mark = `${OWNER_ENV}=${identityKey(owner)}`;
  const address = isRuntimeFolderPath(runtimeDir) ? `unix://${runtimeDir}/` : undefined;
  return readdirSync('/proc').flatMap((name) => {
    const pid = Number(name);
    if (!Number.isInteger(pid) || pid === process.pid || pid === owner.pid || !mayEnd(name)) return [];
    const marked = strings(`/proc/${name}/environ`).includes(mark);
    const serves = (arg: string): boolean => address !== undefined && arg.startsWith(address);
    const isOwned = marked || strings(`/proc/${name}/cmdline`).some(serves);
    const identity = isOwned ? identityOf(pid) : undefined;
    return identity && isRunning(identity) ? [identity] : [];
  });
}

/**
 * Whether the process belongs to this user by its real user id, as kill(2) requires. The privileged helper runs as root and
 * has the folder in its arguments; it ends by itself when its connection closes.
 */
function mayEnd(name: string): boolean {
  const uid = process.getuid?.();
  return uid === 0 || textIn(`/proc/${name}/status`).includes(`\nUid:\t${uid}\t`);
}

/** The NUL-separated strings of a file in /proc. */
const strings = (path: string): string[] => textIn(path).split('\u0000');
