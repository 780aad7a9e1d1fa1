import { readFileSync, readlinkSync } from 'node:fs';
import type { Leak } from './leak';
import type { RunningProcess } from './processes';

/** Finds mounts on or of one of these folders, in the mount namespace of every process. */
export function findMounts(processes: readonly RunningProcess[], folders: readonly string[]): Leak[] {
  const lines = new Set(namespaces(processes).flatMap(mountsOf));
  return [...lines]
    .filter((line) => folders.some((folder) => line.split(' ').some((word) => isIn(word, folder))))
    .map((line) => ({ kind: 'mount', what: line }));
}

const isIn = (word: string, folder: string): boolean => word === folder || word.startsWith(`${folder}/`);

/** One process for each mount namespace, beginning with this process. */
function namespaces(processes: readonly RunningProcess[]): (number | 'self')[] {
  const first = new Map<string, number | 'self'>();
  for (const pid of ['self' as const, ...processes.map((process) => process.pid)]) {
    const namespace = namespaceOf(pid);
    if (namespace !== undefined && !first.has(namespace)) first.set(namespace, pid);
  }
  return [...first.values()];
}

function namespaceOf(pid: number | 'self'): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/ns/mnt`);
  } catch {
    return undefined; // it has ended, or belongs to another user
  }
}

function mountsOf(pid: number | 'self'): string[] {
  try {
    return readFileSync(`/proc/${pid}/mountinfo`, 'utf8').split('\n').filter(Boolean);
  } catch {
    return [];
  }
}
