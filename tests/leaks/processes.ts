import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

export interface RunningProcess {
  pid: number;
  uid: number;
  argv: string[];
  /** Empty if it cannot be read. */
  env: Record<string, string>;
}

/**
 * Lists all processes of the machine except this one and zombies. Omits processes inside containers: marks and folders name
 * their owner by a pid of this namespace, and containers are found separately.
 */
export function runningProcesses(): RunningProcess[] {
  const here = readlinkSync('/proc/self/ns/pid');
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((name) => (namespaceOf(name) ?? here) === here)
    .flatMap((name) => readProcess(Number(name)) ?? []);
}

function namespaceOf(pid: string): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/ns/pid`);
  } catch {
    return undefined; // it has ended, or cannot be read
  }
}

function readProcess(pid: number): RunningProcess | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    if (/^State:\s*[ZX]/m.test(status)) return undefined;
    const uid = Number(/^Uid:\s*(\d+)/m.exec(status)?.[1]);
    return { pid, uid, argv: words(readFileSync(`/proc/${pid}/cmdline`, 'utf8')), env: environmentOf(pid) };
  } catch {
    return undefined; // it has ended meanwhile
  }
}

function environmentOf(pid: number): Record<string, string> {
  try {
    const pairs = words(readFileSync(`/proc/${pid}/environ`, 'utf8'));
    return Object.fromEntries(
      pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
    );
  } catch {
    return {}; // it belongs to another user, and this process is not root
  }
}

const words = (text: string): string[] => text.split('\0').slice(0, -1);
