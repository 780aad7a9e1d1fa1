import { AppError } from '../model/app-error';
import type { Warning } from '../model/trace-record';
import type { Domain } from './tracing-command';

/** How a session daemon ended, as far as it is known. */
export interface TracerEnd {
  daemon: 'private' | 'root';
  /** What the daemon was recording. */
  domains: readonly Domain[];
  /** Time from the start of the recording to the end of the daemon, or to its notice, milliseconds; undefined before the start. */
  afterMs: number | undefined;
  /** Whether the end was observed, so that the time and the reason are exact. Only children can be observed. */
  observed?: { exitCode: number | null; signal: string | null };
  /** The error of a daemon that did not respond and was killed for it. */
  killed?: string;
}

/** Codes of the warnings, by what the daemon was recording. */
const CODES = {
  'userspace-tracer-ended': ['userspace'],
  'kernel-tracer-ended': ['kernel'],
  'tracers-ended': ['userspace', 'kernel'],
} as const satisfies Record<string, readonly Domain[]>;
type Code = keyof typeof CODES;

export const TRACER_ENDED_CODES = Object.keys(CODES) as readonly Code[];

/** The domains whose session daemon ended during the recording, from the code of a warning; empty for other warnings. */
export const endedDomains = ({ code }: Warning): readonly Domain[] =>
  TRACER_ENDED_CODES.includes(code as Code) ? CODES[code as Code] : [];

const codeOf = (domains: readonly Domain[]): Code => {
  if (domains.length > 1) return 'tracers-ended';
  return domains[0] === 'kernel' ? 'kernel-tracer-ended' : 'userspace-tracer-ended';
};

/** The warning that a session daemon ended during the recording. */
export function tracerEnded(end: TracerEnd): Warning {
  const kernelOnly = end.domains.every((domain) => domain === 'kernel');
  return {
    code: codeOf(end.domains),
    message: `${endOf(end)} Later events of ${end.domains.join(' and ')} were not recorded. Events that were still in memory may be lost.`,
    hint: kernelOnly
      ? 'The data recorded until then was kept. Check the system log for the reason, then record again.'
      : 'The data recorded until then was kept. Record again; this starts another session daemon.',
  };
}

/** The error of a run whose session daemon ended. */
export function tracerEndedError(end: TracerEnd): AppError {
  if (end.afterMs !== undefined) {
    const { message, hint } = tracerEnded(end);
    return new AppError('command', message, { hint: hint ?? '' });
  }
  return new AppError('command', `${endOf(end)} Nothing was recorded.`, {
    hint: 'Record again; this starts another session daemon.',
  });
}

function endOf({ daemon, afterMs, observed, killed }: TracerEnd): string {
  if (killed !== undefined) return killed;
  const name = daemon === 'root' ? 'The root session daemon' : 'The session daemon';
  const when = afterMs === undefined ? 'before the recording began' : `${seconds(afterMs)} s after the recording began`;
  if (!observed) return `${name} has ended. This was noticed ${when}; the reason is not known.`;
  const { exitCode, signal } = observed;
  // lttng-sessiond(8) exits with 0 only when it is asked to terminate, by SIGTERM or SIGINT.
  if (exitCode === 0) return `${name} was asked to terminate, and ended ${when}.`;
  if (signal !== null) return `${name} was ended by ${signal} ${when}.`;
  return `${name} ended by itself with status ${exitCode ?? 'unknown'} ${when}.`;
}

const seconds = (ms: number): string => (Math.max(0, ms) / 1000).toFixed(1);
