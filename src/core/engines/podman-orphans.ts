import { readdirSync, readFileSync } from 'node:fs';
import { exec } from '../process/exec';
import { identityOf, isRunning } from '../process/identity';
import { waitUntil } from '../process/wait-until';

const END_LIMIT_MS = 3_000;
const KILL_LIMIT_MS = 5_000;

/**
 * Ends what Podman 4.3 forgets: removed while another call was starting or stopping it (ours, cut off by a kill), a
 * container's record goes and its processes stay under their monitor, conmon, whose command line names the container.
 * @param containerId one that was removed
 * @throws AppError `command` when its first process does not end
 */
export async function endOrphans(containerId: string): Promise<void> {
  const monitors = processes().filter(({ words }) => isMonitorOf(words, containerId));
  for (const { pid } of monitors) for (const child of childrenOf(pid)) await kill(child);
}

function processes(): { pid: number; words: string[] }[] {
  return readdirSync('/proc').flatMap((name) => {
    const pid = Number(name);
    return Number.isInteger(pid) ? [{ pid, words: read(`/proc/${name}/cmdline`).split('\u0000') }] : [];
  });
}

/** conmon(8): `-c ID` is the container's id. */
function isMonitorOf(words: readonly string[], containerId: string): boolean {
  return (words[0] ?? '').endsWith('conmon') && words[words.indexOf('-c') + 1] === containerId;
}

const childrenOf = (pid: number): number[] =>
  read(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number);

async function kill(pid: number): Promise<void> {
  const identity = identityOf(pid);
  if (!identity) return;
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return; // it ended by itself meanwhile
    // Another of the container's users: only inside the user namespace may it be ended.
    await exec('podman', ['unshare', 'kill', '-9', String(pid)], { timeoutMs: KILL_LIMIT_MS, okCodes: [0, 1] });
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
