import { readdirSync, readFileSync, statSync } from 'node:fs';
import { identityOf, isRunning, type ProcessIdentity } from '../../process/identity';
import { waitUntil } from '../../process/wait-until';

const END_LIMIT_MS = 5_000;
const KILL_LIMIT_MS = 2_000;

/**
 * Waits for the last process of the service on a socket. Rootless Podman runs itself again inside its user namespace, and
 * the outer process, which is our child, ends first. The inner one unmounts its storage folder, bound over itself, as its
 * last deed: a service that starts at that moment takes the folder for bound, and the unmounting hides the file
 * systems of its containers, which then cannot be removed (seen with 4.3; containers/storage, driver.Cleanup).
 * @throws AppError `command` when one does not end even by SIGKILL
 */
export async function awaitServiceEnd(socket: string): Promise<void> {
  const left = (): ProcessIdentity[] => servicesOn(socket).filter(isRunning);
  const gone = (): boolean => left().length === 0;
  await waitUntil(gone, { what: "Podman's inner process to end", timeoutMs: END_LIMIT_MS }).catch(() =>
    killService(socket),
  );
}

/**
 * Kills every process of the service on a socket, also one that is stopped, and waits for their end.
 * @throws AppError `command` when one does not end
 */
export async function killService(socket: string): Promise<void> {
  const left = (): ProcessIdentity[] => servicesOn(socket).filter(isRunning);
  for (const { pid } of left()) end(pid);
  await waitUntil(() => left().length === 0, { what: "Podman's service to be killed", timeoutMs: KILL_LIMIT_MS });
}

/** podman-system-service(1): its last argument is the address that it serves. */
function servicesOn(socket: string): ProcessIdentity[] {
  return readdirSync('/proc').flatMap((name) => {
    const pid = Number(name);
    if (!Number.isInteger(pid) || !isOurs(name) || !wordsOf(pid).includes(`unix://${socket}`)) return [];
    return identityOf(pid) ?? [];
  });
}

/** By the user that /proc/PID belongs to: another user can write any words on a command line. */
function isOurs(name: string): boolean {
  try {
    return statSync(`/proc/${name}`).uid === process.getuid?.();
  } catch {
    return false; // it has ended
  }
}

function wordsOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\u0000');
  } catch {
    return []; // it has ended
  }
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // ended between the look and the signal
  }
}
