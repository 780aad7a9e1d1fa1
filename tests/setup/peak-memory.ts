import { readFileSync } from 'node:fs';

/** The peak memory of a process in bytes: VmHWM of proc(5). 0 after its end. */
export function peakMemory(pid: number | undefined): number {
  try {
    return 1_024 * Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
