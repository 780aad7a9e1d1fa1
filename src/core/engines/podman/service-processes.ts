import { readdirSync, readFileSync, statSync } from 'node:fs';
import { identityOf, isRunning, type ProcessIdentity } from '../../process/identity';
import { signalAll } from '../../process/owned-processes';
import { waitUntil } from '../../process/wait-until';

const END_LIMIT_MS = 5_000;
const KILL_LIMIT_MS = 2_000;

/**
 * Waits for the end of the last process of the service on a socket. Rootless Podman runs itself again inside its user namespace.
 * The outer process, which is our child, ends first. The inner process finally unmounts its storage folder, which is bound over
 * itself. A service that starts at that moment assumes that the folder is bound, and the unmount hides the file systems of its
 * containers, so that they cannot be removed (seen with 4.3; containers/storage, driver.Cleanup).
 * @throws AppError `command` when a process does not end even after SIGKILL
 */
export async function awaitServiceEnd(socket: string): Promise<void> {
  const left = (): ProcessIdentity[] => servicesOn(socket).filter(isRunning);
  const gone = (): boolean => left().length === 0;
  await waitUntil(gone, { what: "Podman's inner process to end", timeoutMs: END_LIMIT_MS }).catch(() =>
    killService(socket),
  );
}

/**
 * Kills every process of the service on a socket, including stopped ones, and waits for their end.
 * @throws AppError `command` when a process does not end
 */
export async function killService(socket: string): Promise<void> {
  const left = (): ProcessIdentity[] => servicesOn(socket).filter(isRunning);
  signalAll(left(), 'SIGKILL');
  await waitUntil(() => left().length === 0, { what: "Podman's service to be killed", timeoutMs: KILL_LIMIT_MS });
}

/** Finds the processes by the last argument of podman-system-service(1), the address. */
function servicesOn(socket: string): ProcessIdentity[] {
  return readdirSync('/proc').flatMap((name) => {
    const pid = Number(name);
    if (!Number.isInteger(pid) || !isOurs(name) || !argvOf(pid).includes(`unix://${socket}`)) return [];
    return identityOf(pid) ?? [];
  });
}

/** Whether a process belongs to this user, by the owner of /proc/PID. Another user's command line can contain anything. */
function isOurs(name: string): boolean {
  try {
    return statSync(`/proc/${name}`).uid === process.getuid?.();
  } catch {
    return false; // the process has ended
  }
}

function argvOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\u0000');
  } catch {
    return []; // the process has ended
  }
}
