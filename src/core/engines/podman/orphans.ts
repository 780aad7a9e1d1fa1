import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exec } from '../../process/exec';
import { identityOf, isRunning } from '../../process/identity';
import { waitUntil } from '../../process/wait-until';
import { localPodman } from './local-podman';
import { monitorsOf } from './monitor';

const END_LIMIT_MS = 3_000;
const KILL_LIMIT_MS = 5_000;

/**
 * Ends what Podman 4.3 forgets: removed while another call was starting or stopping it (ours, cut off by a kill), a
 * container's record goes and its processes stay under their monitor, conmon, whose command line names the container.
 * @param containerId one that was removed
 * @throws AppError `command` when its first process does not end
 */
export async function endOrphans(containerId: string): Promise<void> {
  for (const pid of orphansOf(containerId)) await endProcess(pid);
}

/**
 * The first processes under a container's monitors, in process ids of their own. Podman's own clean-up, which conmon forks
 * at the container's end, is none: it ends by itself, and works on the storage until then.
 * @param proc where procfs is
 */
export function orphansOf(containerId: string, proc = '/proc'): number[] {
  return monitorsOf(containerId, proc).flatMap((pid) =>
    childrenOf(pid, proc).filter((child) => depthOf(child, proc) > depthOf(pid, proc)),
  );
}

const childrenOf = (pid: number, proc: string): number[] =>
  read(join(proc, `${pid}/task/${pid}/children`))
    .split(' ')
    .filter(Boolean)
    .map(Number);

/** In how many nested namespaces of process ids it is (NSpid of proc_pid_status(5), which everybody may read); 0: it has ended. */
const depthOf = (pid: number, proc: string): number =>
  /^NSpid:\s+(.*)$/m.exec(read(join(proc, `${pid}/status`)))?.[1]?.split(/\s+/).length ?? 0;

/** @throws AppError `command` when it does not end */
export async function endProcess(pid: number): Promise<void> {
  const identity = identityOf(pid);
  if (!identity) return;
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return; // it ended by itself meanwhile
    // Another of the container's users: only inside the user namespace may it be ended.
    await exec('podman', ['unshare', 'kill', '-9', String(pid)], {
      env: localPodman(),
      timeoutMs: KILL_LIMIT_MS,
      okCodes: [0, 1],
    });
  }
  await waitUntil(() => !isRunning(identity), {
    what: "a removed container's process to end",
    timeoutMs: END_LIMIT_MS,
  });
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // it has ended
  }
}
