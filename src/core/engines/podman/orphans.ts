import { join } from 'node:path';
import { textIn } from '../../files/optional-files';
import { endProcess } from './end-process';
import { monitorsOf } from './monitor';

/**
 * Ends the processes of a removed container. When Podman 4.3 removes a container while another call starts or stops it (for
 * example our call, aborted by a kill), it deletes the container's record, but its processes continue under their monitor,
 * conmon, whose command line names the container.
 * @param containerId a container that was removed
 * @throws AppError `command` when its first process does not end
 */
export async function endOrphans(containerId: string): Promise<void> {
  for (const pid of orphansOf(containerId)) await endProcess(pid);
}

/**
 * The first processes under a container's monitors, in a pid namespace below the monitor's. Podman's cleanup, which conmon
 * starts at the container's end, is excluded. It works on the storage and ends without help.
 * @param proc mount point of procfs
 */
export function orphansOf(containerId: string, proc = '/proc'): number[] {
  return monitorsOf(containerId, proc).flatMap((pid) =>
    childrenOf(pid, proc).filter((child) => depthOf(child, proc) > depthOf(pid, proc)),
  );
}

const childrenOf = (pid: number, proc: string): number[] =>
  textIn(join(proc, `${pid}/task/${pid}/children`))
    .split(' ')
    .filter(Boolean)
    .map(Number);

/** Number of nested pid namespaces of a process (NSpid of proc_pid_status(5), readable for all users); 0 for an ended process. */
const depthOf = (pid: number, proc: string): number =>
  /^NSpid:\s+(.*)$/m.exec(textIn(join(proc, `${pid}/status`)))?.[1]?.split(/\s+/).length ?? 0;
