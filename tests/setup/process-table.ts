import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';

export interface ProcessEntry {
  pid: number;
  /** Arguments, separated by spaces. */
  command: string;
  /** `NAME=VALUE` entries; empty if the environment cannot be read. */
  environment: string[];
  uid: number;
  /** Field 22 of /proc/PID/stat. Together with the pid it identifies one process permanently. */
  startTime: string;
}

/** All processes except zombies. Omits a process that ends during the search. */
export function processes(): ProcessEntry[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => processOf(Number(name)) ?? []);
}

export function processOf(pid: number): ProcessEntry | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
    return {
      pid,
      command: readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\u0000', ' ').trim(),
      environment: words(`/proc/${pid}/environ`),
      uid: statSync(`/proc/${pid}`).uid,
      startTime: fields[19] ?? '',
    };
  } catch {
    return undefined; // it has ended
  }
}

function words(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\u0000').filter(Boolean);
  } catch {
    return []; // another user's, or ended
  }
}

/** Identifies a process permanently: its pid, its start time, and the namespace of that pid. */
export const ownMark = (): string => `${process.pid}:${processOf(process.pid)?.startTime ?? ''}:${pidNamespace()}`;

/**
 * Whether the process of such a mark is still running. A process of another pid namespace is dead if that namespace has no
 * process. A caller that does not see all namespaces cannot know, and gets true.
 */
export function isAlive(mark: string): boolean {
  const [pid = '', startTime, namespace = ''] = mark.split(':');
  if (namespace === pidNamespace()) return processOf(Number(pid))?.startTime === startTime;
  return pidNamespace() !== FIRST_PID_NAMESPACE || processes().some((entry) => pidNamespace(entry.pid) === namespace);
}

/** PROC_PID_INIT_INO of the kernel's include/linux/proc_ns.h. A process in this namespace sees every process. */
const FIRST_PID_NAMESPACE = String(0xeffffffc);

function pidNamespace(pid: number | 'self' = 'self'): string {
  try {
    return readlinkSync(`/proc/${pid}/ns/pid`).replace(/\D/g, '');
  } catch {
    return ''; // it has ended
  }
}
