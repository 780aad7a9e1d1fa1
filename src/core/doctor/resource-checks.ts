import { MIB } from '@shared/model/units';
import type { MachineResources } from '@shared/planning/resource-problems';
import { sharedBufferMemory } from '@shared/tracing/buffer-memory';
import { DEFAULT_BUFFERS } from '@shared/tracing/events';
import { LIMITS, lowLimits } from '@shared/tracing/process-limits';
import type { Finding } from './finding';

const mib = (bytes: number): string => `${Math.round(bytes / MIB)} MiB`;

/** Whether the default buffers fit into /dev/shm, where the consumer daemon creates the buffers for all engines. */
export function sharedMemoryCheck({ sharedMemory, cpus }: MachineResources): Finding {
  const bytes = sharedBufferMemory(DEFAULT_BUFFERS, cpus);
  const why = `The default buffers take ${mib(bytes)} of shared memory for each traced user id during a recording. If they do not fit, no events are recorded.`;
  if (!sharedMemory)
    return { state: 'bad', summary: '/dev/shm cannot be read.', why, remedy: 'sudo mount -t tmpfs tmpfs /dev/shm' };
  const { freeBytes, totalBytes } = sharedMemory;
  const summary = `${mib(freeBytes)} free of ${mib(totalBytes)} in /dev/shm`;
  if (freeBytes >= 2 * bytes) return { state: 'good', summary: `${summary}.`, why };
  const enlarge = `sudo mount -o remount,size=${Math.ceil((4 * bytes) / MIB)}M /dev/shm`;
  return freeBytes < bytes
    ? { state: 'bad', summary: `Only ${summary}, which is too little.`, why, remedy: enlarge }
    : { state: 'caution', summary: `${summary}, which is enough for one user id.`, why, remedy: enlarge };
}

/** Whether the limits of this process, which LTTng's daemons inherit, allow a recording with the default buffers. */
export function processLimitsCheck({ limits, cpus, uid }: MachineResources): Finding {
  const [worst, ...others] = lowLimits(limits, { bufferBytes: sharedBufferMemory(DEFAULT_BUFFERS, cpus), cpus }, uid);
  if (!worst) {
    const files = limits.nofile === null ? 'any number of' : limits.nofile.toLocaleString('en');
    return { state: 'good', summary: `LTTng's daemons can open ${files} files. The other limits are high enough.` };
  }
  return {
    state: worst.fails ? 'bad' : 'caution',
    summary: worst.message,
    why: [worst.hint, ...others.map(({ message }) => message)].join(' '),
    remedy: LIMITS[worst.id].ulimit,
  };
}
