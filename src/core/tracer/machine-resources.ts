import { statfs } from 'node:fs/promises';
import { cpus } from 'node:os';
import type { MachineResources } from '@shared/planning/resource-problems';
import { parseLimits } from '@shared/tracing/process-limits';
import { textIn } from '../files/optional-files';

/** Where shm_open(3) creates files. The consumer daemon runs on the host, so the buffers are here and not in the container. */
const SHARED_MEMORY = '/dev/shm';

/** The resources of this machine that a recording needs, as they are now. Reads a few files; never fails. */
export async function machineResources(): Promise<MachineResources> {
  return {
    uid: process.getuid?.() ?? 0,
    cpus: possibleCpus(),
    sharedMemory: await statfs(SHARED_MEMORY).then(
      ({ bavail, blocks, bsize }) => ({ freeBytes: bavail * bsize, totalBytes: blocks * bsize }),
      () => null, // not mounted
    ),
    availableBytes: availableBytes(textIn('/proc/meminfo')),
    limits: ownLimits().hard,
  };
}

/** The limits of this process, which its children inherit. */
export const ownLimits = (): ReturnType<typeof parseLimits> => parseLimits(textIn('/proc/self/limits'));

export function availableBytes(meminfo: string): number | null {
  const kib = /^MemAvailable: {1,20}(\d{1,15}) kB$/m.exec(meminfo)?.[1];
  return kib === undefined ? null : Number(kib) * 1024;
}

/** LTTng-UST creates a buffer for each possible processor (`0-3`, `0,2-5`), whether it is online or not. */
function possibleCpus(): number {
  const last = /(\d{1,6})\s*$/.exec(textIn('/sys/devices/system/cpu/possible'))?.[1];
  return last === undefined ? Math.max(1, cpus().length) : Number(last) + 1;
}
