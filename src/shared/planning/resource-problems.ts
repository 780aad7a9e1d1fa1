import type { Problem } from '../images/problem';
import { MIB } from '../model/units';
import { registerTimeoutFor, sharedBufferMemory } from '../tracing/buffer-memory';
import { type Buffers, DEFAULT_BUFFERS } from '../tracing/events';
import { lowLimits, type ProcessLimits } from '../tracing/process-limits';

/** The resources of this machine for the userspace buffers and for LTTng's daemons. */
export interface MachineResources {
  uid: number;
  /** Possible processors, each with separate buffers. */
  cpus: number;
  /** Of /dev/shm, where the consumer daemon creates the buffers, bytes; null: it cannot be read. */
  sharedMemory: { freeBytes: number; totalBytes: number } | null;
  /** Memory that programs can still take (MemAvailable in proc(5)), bytes; null: it cannot be read. */
  availableBytes: number | null;
  /** The hard limits of this process. */
  limits: ProcessLimits;
}

const SMALLER = (count: number): string =>
  `Use smaller or fewer buffers, at least two (\`--buffers\`, currently ${count})`;

/** The resources that a userspace recording lacks on this machine. Pure. `error`: no event would be recorded. */
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
        message: `${take}, but /dev/shm has ${mib(sharedMemory.freeBytes)} free of ${mib(sharedMemory.totalBytes)}. The buffers cannot be created, so no events are recorded.`,
        hint: `${SMALLER(buffers.count)}, or enlarge /dev/shm: \`sudo mount -o remount,size=${Math.ceil((2 * bytes) / MIB)}M /dev/shm\`.`,
      },
    ];
  if (availableBytes !== null && bytes > availableBytes)
    return [
      {
        code: 'memory',
        severity: 'warning',
        message: `${take}, but only ${mib(availableBytes)} of memory is available. The kernel may end programs because of lack of memory.`,
        hint: `${SMALLER(buffers.count)}, or close other programs.`,
      },
    ];
  const timeoutMs = registerTimeoutFor(bytes);
  if (timeoutMs === undefined || bytes <= LARGE * sharedBufferMemory(DEFAULT_BUFFERS, cpus)) return [];
  return [
    {
      code: 'slow-start',
      severity: 'warning',
      message: `${take}. The first program waits at its start until they are created, for at most ${Math.round(timeoutMs / 1000)} s. On a busy machine it may then start untraced.`,
      hint: `${SMALLER(buffers.count)}.`,
    },
  ];
}

/** Larger buffers than this many times the default cause a warning. */
const LARGE = 8;
const mib = (bytes: number): string => {
  const value = bytes / MIB;
  return value >= 1024
    ? `${(value / 1024).toFixed(1)} GiB`
    : `${value < 10 ? value.toFixed(1) : Math.round(value)} MiB`;
};
