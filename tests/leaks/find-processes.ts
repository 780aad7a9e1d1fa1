import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRunning, type ProcessIdentity } from '@core/process/identity';
import { OWNER_ENV } from '@shared/model/labels';
import type { Leak } from './leak';
import { ordersOf } from './living-runs';
import type { RunningProcess } from './processes';

/**
 * Finds processes of ours whose owner has ended: by the owner in their environment, watchdogs by their arguments, and
 * processes with a path in an orphaned runtime folder in their arguments.
 */
export function findProcesses(processes: readonly RunningProcess[], orphanedFolders: readonly string[]): Leak[] {
  return processes
    .filter((process) => !isPodmansPause(process))
    .filter((process) => {
      const owner = ownerOf(process);
      if (owner) return !isRunning(owner);
      return process.argv.some((word) => orphanedFolders.some((folder) => word.includes(`${folder}/`)));
    })
    .map((process) => ({ kind: 'process', what: `${process.pid}: ${process.argv.join(' ').slice(0, 200)}` }));
}

function ownerOf(process: RunningProcess): ProcessIdentity | undefined {
  const orders = ordersOf(process);
  if (orders) return orders.owner;
  const match = /^([^:]+):(\d+):(\d+)$/.exec(process.env[OWNER_ENV] ?? '');
  return match ? { bootId: match[1] ?? '', pid: Number(match[2]), startTime: match[3] ?? '' } : undefined;
}

/**
 * Whether it is Podman's pause process, which keeps a user namespace for all containers of a user, ours and others'. The
 * first podman started it, so it may have our environment. It belongs to Podman: `podman system migrate` ends it.
 */
function isPodmansPause({ pid, argv, env }: RunningProcess): boolean {
  if (argv.length !== 1 || !/(^|\/)podman$/.test(argv[0] ?? '')) return false;
  try {
    const file = join(env['XDG_RUNTIME_DIR'] ?? '', 'libpod/tmp/pause.pid');
    return readFileSync(file, 'utf8').trim() === String(pid);
  } catch {
    return false;
  }
}
