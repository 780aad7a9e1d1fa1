import { totalmem } from 'node:os';
import { AppError } from '@shared/model/app-error';
import { GIB } from '@shared/model/units';
import { hintFor } from '../files/install-hint';
import { ChildEnvironment } from '../process/child-environment';
import { execText, type ReadEnd, type TextProcess } from '../process/read-output';
import { LINE_OPTIONS } from './event-line';
import { LineHeads } from './line-heads';

/**
 * The memory limit of babeltrace2. It allocates about a hundred bytes for each element of an array that the metadata
 * declares (2.3 GB for 20,000,000 elements), even if the stream has no such data. A typical trace needs a few MiB.
 */
export const READER_MEMORY_BYTES = Math.min(4 * GIB, Math.max(GIB, Math.floor(totalmem() / 2)));

interface Limits {
  timeoutMs: number;
  signal?: AbortSignal | undefined;
}

/** For nice(1): 0 when the user waits for the result. */
type Niceness = 0 | 10;

const start = (args: readonly string[], niceness: Niceness, { timeoutMs, signal }: Limits): Promise<TextProcess> =>
  execText('nice', ['-n', `${niceness}`, 'babeltrace2', 'convert', ...args], {
    env: ChildEnvironment.known(),
    memoryBytes: READER_MEMORY_BYTES,
    timeoutMs,
    signal,
  });

/** Starts babeltrace2 on all leaves below the folders. Prints one line per event, in the order of time. */
export const startText = (paths: readonly string[], niceness: Niceness, limits: Limits): Promise<TextProcess> =>
  start([...LINE_OPTIONS, ...paths], niceness, limits);

const COUNTER = ['--component=counter:sink.utils.counter'] as const;
const COUNTED = /^ *(\d{1,16}) Event messages?$/;

export interface Counted {
  events: number;
  end: ReadEnd;
}

/**
 * Counts the events without printing them. The count is exact whatever the names of the events. Avoids the time for
 * printing long strings, which grows with the square of the length (babeltrace2 2.0.4: 32 s for 800 kB).
 * @param atLeast stops when this number is reached
 */
export async function countByReader(
  paths: readonly string[],
  niceness: Niceness,
  limits: Limits,
  atLeast = Number.POSITIVE_INFINITY,
): Promise<Counted> {
  const step = `--params=step=+${atLeast === 1 ? 1 : 100_000}`;
  const reader = await start([...paths, ...COUNTER, step], niceness, limits);
  let events = 0;
  const lines = new LineHeads((line) => {
    events = Number(COUNTED.exec(line)?.[1] ?? events);
  });
  for await (const piece of reader.text) {
    lines.add(piece);
    if (events >= atLeast) break;
  }
  lines.end();
  if (events >= atLeast) reader.kill();
  return { events, end: await reader.ended };
}

/** Exit codes of nice(1) and prlimit(1) if the program is not executable or does not exist. */
const CANNOT_RUN: readonly number[] = [126, 127];

/** Messages of GLib and libc when no memory is left. */
const OUT_OF_MEMORY = /failed to allocate|Cannot allocate memory/;

/**
 * Describes why a reader failed; undefined when it succeeded.
 * @throws AppError `missing` without babeltrace2
 */
export function readerFailure({ exitCode, signal, timedOut, stderr }: ReadEnd, timeoutMs: number): string | undefined {
  if (CANNOT_RUN.includes(exitCode))
    throw new AppError('missing', 'babeltrace2 cannot be run.', {
      hint: hintFor('babeltrace2'),
      detail: stderr,
    });
  if (exitCode === 0) return undefined;
  if (timedOut) return `it did not finish within ${Math.round(timeoutMs / 1000)} s`;
  if (OUT_OF_MEMORY.test(stderr))
    return `it requires more than ${(READER_MEMORY_BYTES / GIB).toFixed(1)} GiB of memory`;
  return stderr.split('\n')[0] || (signal === undefined ? `exit code ${exitCode}` : `it was killed by ${signal}`);
}
