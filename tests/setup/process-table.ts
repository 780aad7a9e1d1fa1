import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';

export interface ProcessEntry {
  pid: number;
  /** Arguments, blank between them. */
  command: string;
  /** `NAME=VALUE` words; empty when it may not be read. */
  environment: string[];
  uid: number;
  /** Field 22 of /proc/PID/stat: with the pid it names one process for ever. */
  startTime: string;
}

/** All processes that are not zombies. One that ends while we look is left out. */
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

/** A process for ever: its pid, its start, and the namespace in which that pid counts. */
export const ownMark = (): string => `${process.pid}:${processOf(process.pid)?.startTime ?? ''}:${pidNamespace()}`;

/**
 * Whether the process of such a mark still runs. One of another pid namespace is dead when nothing is left in that namespace;
 * who does not see all namespaces cannot judge, and takes it for alive.
 */
export function isAlive(mark: string): boolean {
  const [pid = '', startTime, namespace = ''] = mark.split(':');
  if (namespace === pidNamespace()) return processOf(Number(pid))?.startTime === startTime;
  return pidNamespace() !== FIRST_PID_NAMESPACE || processes().some((entry) => pidNamespace(entry.pid) === namespace);
}

/** PROC_PID_INIT_INO of the kernel's include/linux/proc_ns.h: who is in it sees every process. */
const FIRST_PID_NAMESPACE = String(0xeffffffc);

function pidNamespace(pid: number | 'self' = 'self'): string {
  try {
    return readlinkSync(`/proc/${pid}/ns/pid`).replace(/\D/g, '');
  } catch {
    return ''; // it has ended
  }
}
