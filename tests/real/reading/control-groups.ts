import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = '/sys/fs/cgroup';

/** The folder of a process's control group that limits memory: cgroups(7), of version 1 or 2. */
export const controlGroupOf = (pid: number): string => groupOf(pid, 'memory');

/** The limits that the kernel applies to a process, from its control groups. */
export function limitsOf(pid: number): { memoryBytes: number; cpus: number } {
  const memory = groupOf(pid, 'memory');
  const cpu = groupOf(pid, 'cpu');
  const number = (folder: string, name: string): number => Number(readFileSync(join(folder, name), 'utf8'));
  if (existsSync(join(memory, 'memory.limit_in_bytes')))
    return {
      memoryBytes: number(memory, 'memory.limit_in_bytes'),
      cpus: number(cpu, 'cpu.cfs_quota_us') / number(cpu, 'cpu.cfs_period_us'),
    };
  const [quota = 0, period = 1] = readFileSync(join(cpu, 'cpu.max'), 'utf8').trim().split(' ').map(Number);
  return { memoryBytes: number(memory, 'memory.max'), cpus: quota / period };
}

/** Lines of /proc/PID/cgroup: number, controllers, path; version 2 has one line without a controller's name. */
function groupOf(pid: number, controller: string): string {
  const lines = readFileSync(`/proc/${pid}/cgroup`, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(':'));
  const ofVersion1 = lines.find(([, names = '']) => names.split(',').includes(controller));
  const [, , path = ''] = ofVersion1 ?? lines.find(([number]) => number === '0') ?? [];
  return ofVersion1 ? join(ROOT, controller, path) : join(ROOT, path);
}
