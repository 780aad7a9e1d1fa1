import { AppError } from '@shared/model/app-error';
import { execLines } from '../process/exec';

/** nice(1): the program cannot be run, or is not there. */
const CANNOT_RUN: readonly number[] = [126, 127];
/** A day: a trace of many gigabytes takes its time, and nobody waits for it. */
const READ_LIMIT_MS = 24 * 3_600_000;

/** One process's events in one container; times are Unix milliseconds. */
export interface ProcessSpan {
  /** Index of the container in whose time span they fall; -1 before the first, or when there is none. */
  container: number;
  pidNs: number | null;
  vpid: number;
  procname: string;
  events: number;
  firstAtMs: number;
  lastAtMs: number;
}

export interface EventCount {
  events: number;
  spans: ProcessSpan[];
}

// babeltrace2's text: `[SECONDS.NANOS] host event: { cpu_id = 0 }, { vpid = 1, …, procname = "ls", pid_ns = 4026 }, { … }`.
// The context stands before the payload: the first match of a name is the context's.
const LINE = /^\[(\d+)\.(\d{3})\d*\] /;
const VPID = /\bvpid = (\d+)/;
const PID_NS = /\bpid_ns = (\d+)/;
const PROCNAME = /\bprocname = "((?:[^"\\]|\\.)*)"/;

/**
 * Reads a whole trace back with babeltrace2, counts its events and finds out which processes they came from.
 * Namespace inodes and pids are reused from one container to the next: an event belongs to the container that had been
 * started last at its time, for our containers run one after the other.
 * @param startsMs when each container was started, Unix milliseconds, ascending
 * @throws AppError `command` with the reader's words when it cannot read all of it, `cancelled`
 */
export async function countEvents(
  tracePath: string,
  startsMs: readonly number[],
  signal?: AbortSignal,
): Promise<EventCount> {
  const reader = execLines('nice', ['babeltrace2', 'convert', '--clock-seconds', '--no-delta', tracePath], {
    timeoutMs: READ_LIMIT_MS,
    signal,
  });
  const spans = new Map<string, ProcessSpan>();
  let events = 0;
  let container = -1;
  for await (const line of reader.lines) {
    const time = LINE.exec(line);
    if (!time) continue;
    events += 1;
    const atMs = Number(time[1]) * 1000 + Number(time[2]);
    while ((startsMs[container + 1] ?? Number.POSITIVE_INFINITY) <= atMs) container += 1;
    const vpid = VPID.exec(line)?.[1];
    if (vpid === undefined) continue;
    const pidNs = PID_NS.exec(line)?.[1];
    const procname = PROCNAME.exec(line)?.[1] ?? '';
    const key = `${container}/${pidNs}/${vpid}/${procname}`;
    const span = spans.get(key);
    if (span) {
      span.events += 1;
      span.lastAtMs = atMs;
    } else {
      const known = pidNs === undefined ? null : Number(pidNs);
      spans.set(key, {
        container,
        pidNs: known,
        vpid: Number(vpid),
        procname,
        events: 1,
        firstAtMs: atMs,
        lastAtMs: atMs,
      });
    }
  }
  const end = await reader.ended;
  if (signal?.aborted) throw new AppError('cancelled', 'Counting was cancelled.');
  if (CANNOT_RUN.includes(end.exitCode)) throw new AppError('missing', 'babeltrace2 cannot be run.');
  if (end.exitCode !== 0)
    throw new AppError('command', `babeltrace2 read ${events} events and then failed.`, {
      detail: end.stderr.slice(0, 4000),
    });
  return { events, spans: [...spans.values()] };
}
