import { isRunning } from '@core/process/identity';
import { SCRATCH_BASE } from '@core/runtime-folder';
import { findContainers } from './find-containers';
import { orphanedFolders } from './find-folders';
import { findLibraryLeftovers } from './find-library-leftovers';
import { findMounts } from './find-mounts';
import { findOrphans } from './find-orphans';
import { findProcesses } from './find-processes';
import { findSessions } from './find-sessions';
import type { Leak, SearchScope } from './leak';
import { livingRuns, ordersOf } from './living-runs';
import { runningProcesses } from './processes';

/**
 * Finds leftovers of ours on this machine: everything with our names and marks that belongs to no running process of ours.
 * Ignores sessions, containers and folders of others, and recordings in progress.
 * @throws when an engine or a daemon does not respond, so that "nothing found" always means that the search was complete
 */
export async function findLeaks(scope: SearchScope): Promise<Leak[]> {
  const processes = runningProcesses();
  const living = livingRuns(processes);
  const orphans = orphanedFolders([...scope.runtimeBases, SCRATCH_BASE]);
  const doomed = processes.flatMap((process) => ordersOf(process) ?? []).filter(({ owner }) => !isRunning(owner));
  const found = await Promise.all([
    findSessions(processes, living),
    findContainers(scope.engines, living),
    findProcesses(processes, orphans),
    findOrphans(processes, living),
    findMounts(processes, [...orphans, ...doomed.map(({ runtimeDir }) => runtimeDir), ...scope.libraries]),
    orphans.map((what): Leak => ({ kind: 'runtime-folder', what })),
    ...scope.libraries.map((library) => findLibraryLeftovers(library, living)),
  ]);
  return found.flat();
}
