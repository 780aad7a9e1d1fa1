import { totalmem } from 'node:os';
import { AppError } from '@shared/model/app-error';
import { GIB } from '@shared/model/units';
import { ChildEnvironment } from '../process/child-environment';
import { execText, type ReadEnd, type TextProcess } from '../process/read-output';
import { LINE_OPTIONS } from './event-line';
import { LineHeads } from './line-heads';

/**
 * babeltrace2 takes some hundred bytes for each element of an event's arrays (2.3 GB for one of 20 000 000), and for what a
 * trace only claims to have as much. A usual trace needs some MiB.
 */
export const READER_MEMORY_BYTES = Math.min(4 * GIB, Math.max(GIB, Math.floor(totalmem() / 2)));

interface Limits {
  timeoutMs: number;
  signal?: AbortSignal | undefined;
}

/** nice(1): whoever waits for it gives 0. */
type Niceness = 0 | 10;

const start = (args: readonly string[], niceness: Niceness, { timeoutMs, signal }: Limits): TextProcess =>
  execText('nice', ['-n', `${niceness}`, 'babeltrace2', 'convert', ...args], {
    env: ChildEnvironment.known(),
    memoryBytes: READER_MEMORY_BYTES,
    timeoutMs,
    signal,
  });

/** Starts babeltrace2 on the leaves below some folders, all together in the order of time: a line for each event. */
export const startText = (paths: readonly string[], niceness: Niceness, limits: Limits): TextProcess =>
  start([...LINE_OPTIONS, ...paths], niceness, limits);

const COUNTER = ['--component=counter:sink.utils.counter'] as const;
const COUNTED = /^ *(\d{1,16}) Event messages?$/;

export interface Counted {
  events: number;
  end: ReadEnd;
}

/**
 * Counts the events without printing them: exact whatever they are called, and fast where the text of a long string takes
 * babeltrace2 a time that grows with its square (2.0.4: 32 s for 800 kB).
 * @param atLeast ends as soon as there are so many
 */
export async function countByReader(
  paths: readonly string[],
  niceness: Niceness,
  limits: Limits,
  atLeast = Number.POSITIVE_INFINITY,
): Promise<Counted> {
  const step = `--params=step=+${atLeast === 1 ? 1 : 100_000}`;
  const reader = start([...paths, ...COUNTER, step], niceness, limits);
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

/** nice(1) and prlimit(1): the program cannot be run, or is not there. */
const CANNOT_RUN: readonly number[] = [126, 127];

/** GLib's words when there is no memory left. */
const OUT_OF_MEMORY = /failed to allocate|Cannot allocate memory/;

/**
 * Why a reader did not come to its end; undefined when it did.
 * @throws AppError `missing` without babeltrace2
 */
export function readerFailure({ exitCode, signal, timedOut, stderr }: ReadEnd, timeoutMs: number): string | undefined {
  if (CANNOT_RUN.includes(exitCode))
    throw new AppError('missing', 'babeltrace2 cannot be run.', {
      hint: 'Install it: `npm run setup` shows the package.',
      detail: stderr,
    });
  if (exitCode === 0) return undefined;
  if (timedOut) return `it did not end within ${Math.round(timeoutMs / 1000)} s`;
  if (OUT_OF_MEMORY.test(stderr)) return `it needs more than ${(READER_MEMORY_BYTES / GIB).toFixed(1)} GiB of memory`;
  return stderr.split('\n')[0] || (signal === undefined ? `exit code ${exitCode}` : `it ended by ${signal}`);
}
