import { exec } from '../../process/exec';
import { identityOf, isRunning } from '../../process/identity';
import { waitUntil } from '../../process/wait-until';
import { localPodman } from './local-podman';

const END_LIMIT_MS = 3_000;
const KILL_LIMIT_MS = 5_000;

/** Kills a process of a container and waits for its end. @throws AppError `command` when the process does not end */
export async function endProcess(pid: number): Promise<void> {
  const identity = identityOf(pid);
  if (!identity) return;
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return; // it ended meanwhile
    // A process of another user of the container can be killed inside the user namespace only.
    await exec('podman', ['unshare', 'kill', '-9', String(pid)], {
      env: localPodman(),
      timeoutMs: KILL_LIMIT_MS,
      okCodes: [0, 1],
    });
  }
  await waitUntil(() => !isRunning(identity), {
    what: "a container's process to end",
    timeoutMs: END_LIMIT_MS,
  });
}
