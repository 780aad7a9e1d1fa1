import type { Warning } from '@shared/model/trace-record';
import { MIB } from '@shared/model/units';

/** 128 + SIGKILL. */
const KILLED = 137;

/**
 * A warning for a container of which the kernel killed a process because memory ran out. The engines report it as `OOMKilled`,
 * also if another process than the first one was killed. The exit status alone does not show it.
 * @param limitBytes the requested limit; undefined without one
 */
export function memoryWarning(status: number, limitBytes: number | undefined): Warning {
  const who = status === KILLED ? 'The program was killed' : 'A process of the container was killed';
  if (limitBytes === undefined)
    return {
      code: 'out-of-memory',
      message: `${who}, because the memory ran out.`,
      hint: 'The recording set no limit. Check the limits of the engine, of the service that runs the app, and the memory of this machine.',
    };
  return {
    code: 'out-of-memory',
    message: `${who}, because the container reached its memory limit of ${mib(limitBytes)}.`,
    hint: 'Raise the limit, or record without one.',
  };
}

const mib = (bytes: number): string => `${(bytes / MIB).toLocaleString('en', { maximumFractionDigits: 1 })} MiB`;
