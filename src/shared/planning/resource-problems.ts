import type { Problem } from '../images/readiness';
import { MIB } from '../model/units';
import { registerTimeoutFor, sharedBufferMemory } from '../tracing/buffer-memory';
import { type Buffers, DEFAULT_BUFFERS } from '../tracing/events';
import { lowLimits, type ProcessLimits } from '../tracing/process-limits';

/** What this machine has for the buffers of userspace and for the daemons that fill them. */
export interface MachineResources {
  uid: number;
  /** Possible processors: each has its own buffers. */
  cpus: number;
  /** Of /dev/shm, where the consumer daemon creates the buffers, bytes; null: it cannot be read. */
  sharedMemory: { freeBytes: number; totalBytes: number } | null;
  /** Memory that programs can still take (MemAvailable in proc(5)), bytes; null: it cannot be read. */
  availableBytes: number | null;
  /** The hard limits of this process. */
  limits: ProcessLimits;
}

const SMALLER = (count: number): string =>
  `Choose smaller buffers or fewer, at least two (\`--buffers\`; ${count} are chosen)`;

/** What a recording of userspace needs of the machine, and does not find. Pure. `error`: no event would come. */
export function resourceProblems(buffers: Buffers, machine: MachineResources): Problem[] {
  const bufferBytes = sharedBufferMemory(buffers, machine.cpus);
  return [...memoryProblems(buffers, bufferBytes, machine), ...limitProblems(bufferBytes, machine)];
}

/** Limits of this process that are too low for a recording. @param bufferBytes of shared memory for each user id */
export const limitProblems = (bufferBytes: number, { limits, cpus, uid }: MachineResources): Problem[] =>
  lowLimits(limits, { bufferBytes, cpus }, uid).map(({ fails, message, hint }) => ({
    code: 'process-limit',
    severity: fails ? 'error' : 'warning',
    message,
    hint,
  }));

function memoryProblems(buffers: Buffers, bytes: number, machine: MachineResources): Problem[] {
  const { cpus, sharedMemory, availableBytes } = machine;
  const take = `The buffers take ${mib(bytes)} for each user id that is traced (${buffers.count} + 1 of ${buffers.sizeKiB} KiB on each of ${cpus} processors)`;
  if (sharedMemory && bytes > sharedMemory.freeBytes)
    return [
      {
        code: 'shared-memory',
        severity: 'error',
        message: `${take}, but /dev/shm has ${mib(sharedMemory.freeBytes)} free of ${mib(sharedMemory.totalBytes)}: they cannot be created, and no event comes.`,
        hint: `${SMALLER(buffers.count)}, or enlarge it: \`sudo mount -o remount,size=${Math.ceil((2 * bytes) / MIB)}M /dev/shm\`.`,
      },
    ];
  if (availableBytes !== null && bytes > availableBytes)
    return [
      {
        code: 'memory',
        severity: 'warning',
        message: `${take}, but ${mib(availableBytes)} of memory are available: programs can be ended for lack of memory.`,
        hint: `${SMALLER(buffers.count)}, or close other programs.`,
      },
    ];
  const timeoutMs = registerTimeoutFor(bytes);
  if (timeoutMs === undefined || bytes <= LARGE * sharedBufferMemory(DEFAULT_BUFFERS, cpus)) return [];
  return [
    {
      code: 'slow-start',
      severity: 'warning',
      message: `${take}. The first program waits at its start until they are created, at most ${Math.round(timeoutMs / 1000)} s; on a busy machine it can start untraced then.`,
      hint: `${SMALLER(buffers.count)}.`,
    },
  ];
}

/** How many times the usual buffers are worth a warning. */
const LARGE = 8;
const mib = (bytes: number): string => {
  const value = bytes / MIB;
  return value >= 1024
    ? `${(value / 1024).toFixed(1)} GiB`
    : `${value < 10 ? value.toFixed(1) : Math.round(value)} MiB`;
};
