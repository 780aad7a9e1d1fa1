import type { ErrorData } from '@shared/model/app-error';
import { plainJson, stripControls } from '@shared/model/plain-text';
import type { z } from 'zod';
import { count } from './figures';
import { BoundedOutput } from './output/bounded-output';
import { sinkOf } from './output/sink';

/** How long a finished command waits for a reader that reads nothing. In `list | less` the first page may stay open for minutes. */
const ANSWER_PATIENCE_MS = 600_000;
const MESSAGE_PATIENCE_MS = 2_000;
/** Write errors that mean that the reader has closed its end, or that the terminal was closed. */
const READER_GONE = new Set(['EPIPE', 'EIO', 'ECONNRESET']);

const leftOutNotice = (lines: number): string =>
  `! ${count(lines)} ${lines === 1 ? 'line was' : 'lines were'} omitted here because the reader was too slow. The complete output of a recording is in run.log.`;

const out = new BoundedOutput(sinkOf(process.stdout), leftOutNotice);
const err = new BoundedOutput(sinkOf(process.stderr), leftOutNotice);
let answerPatienceMs = ANSWER_PATIENCE_MS;

/**
 * Writes the answer on stdout and everything else on stderr. Control sequences are stripped, because names, arguments and output
 * are untrusted. No method but `end` waits, and no failed write ends the process.
 */
export const terminal = {
  answer(text: string): void {
    out.write(stripControls(text.endsWith('\n') ? text : `${text}\n`));
  },
  /** Writes one JSON document, with nothing else on stdout. Throws, as for a bug, if the value does not match its schema. */
  json<S extends z.ZodType>(schema: S, value: z.input<S>): void {
    out.write(`${plainJson(schema.parse(value))}\n`);
  },
  /** Writes a document on one line, also on an output of one document per line. */
  jsonLine<S extends z.ZodType>(schema: S, value: z.input<S>): void {
    out.write(`${plainJson(schema.parse(value), 0)}\n`);
  },
  /** Width of the terminal that shows the answer; Infinity for a pipe or a file, which gets everything. */
  width(): number {
    return process.stdout.isTTY ? (process.stdout.columns ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY;
  },
  /** Waits until more of a long answer can be written. @returns false when nobody reads it, or the signal is aborted */
  room(signal: AbortSignal): Promise<boolean> {
    return out.room(signal);
  },
  say(text: string): void {
    terminal.pass(`${text}\n`);
  },
  /** Writes text without adding a line end. */
  pass(text: string): void {
    err.write(stripControls(text));
  },
  /** Writes a program's output, which may be of any size. While the reader is too slow, lines are counted and omitted. */
  offer(text: string): void {
    err.offer(stripControls(text));
  },
  /** Writes our own control sequences to a terminal. They are omitted while earlier text is waiting. */
  draw(text: string): void {
    if (err.waitingBytes === 0) err.write(text);
  },
  error(error: ErrorData): void {
    terminal.say(error.message);
    if (error.detail && error.detail !== error.message && !error.message.includes(error.detail))
      terminal.say(indent(error.detail));
    if (error.hint) terminal.say(error.hint);
  },
  /** Keeps all output waiting, while another program uses the terminal. @returns a function that writes it */
  hold(): () => void {
    const releases = [out.hold(), err.hold()];
    return () => {
      for (const release of releases) release();
    };
  },
  /** Call it if the answer is stored in the library, too: `end` then does not wait long for its reader. */
  answerIsKept(): void {
    answerPatienceMs = MESSAGE_PATIENCE_MS;
  },
  /**
   * Waits, within a bound, until the readers have everything.
   * @returns `abandoned` if output was not read in time, `failed` if the answer could not be written
   */
  async end(): Promise<'delivered' | 'abandoned' | 'failed'> {
    const answered = await out.end(answerPatienceMs);
    const failure = out.failure;
    if (failure && !READER_GONE.has(failure.code ?? ''))
      terminal.say(`The answer could not be written to standard output (${failure.code ?? failure.message}).`);
    const reported = await err.end(MESSAGE_PATIENCE_MS);
    if (failure && !READER_GONE.has(failure.code ?? '')) return 'failed';
    const isGone = (output: BoundedOutput): boolean => output.failure !== undefined;
    return (answered || isGone(out)) && (reported || isGone(err)) ? 'delivered' : 'abandoned';
  },
};

const MOST_DETAIL_LINES = 12;

const indent = (text: string): string =>
  text
    .trim()
    .split('\n')
    .slice(0, MOST_DETAIL_LINES)
    .map((line) => `  ${line}`)
    .join('\n');
