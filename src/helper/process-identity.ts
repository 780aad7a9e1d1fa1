import { readFileSync } from 'node:fs';

/**
 * A unique key of a process, made of boot id, pid and start time; core/process/identity.ts has the same format.
 * @returns undefined when the process has ended
 */
export function identityKeyOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses can contain spaces and parentheses, so the fields are counted after the last one (proc(5)).
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return ['Z', 'X'].includes(fields[0] ?? '') ? undefined : `${boot}:${pid}:${fields[19] ?? ''}`;
  } catch {
    return undefined; // no such process
  }
}
