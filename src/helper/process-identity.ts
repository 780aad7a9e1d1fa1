import { readFileSync } from 'node:fs';

/** One word for a process that no other ever has: boot, pid, start time; as core/process/identity.ts writes it. */
export function identityKeyOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold spaces and parentheses: count fields after the last one (proc(5)).
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return ['Z', 'X'].includes(fields[0] ?? '') ? undefined : `${boot}:${pid}:${fields[19] ?? ''}`;
  } catch {
    return undefined; // no such process
  }
}
