import type { ErrorData } from '@shared/model/app-error';
import { plainJson, stripControls } from '@shared/model/plain-text';
import type { z } from 'zod';
import { count } from './figures';
import { BoundedOutput } from './output/bounded-output';
import { sinkOf } from './output/sink';

/** How long the end of a command waits for a reader that takes nothing: `list | less` may show its first page for long. */
const ANSWER_PATIENCE_MS = 600_000;
const WORDS_PATIENCE_MS = 2_000;
/** The reader has gone: it has all that it wants, or the terminal was closed. */
const READER_GONE = new Set(['EPIPE', 'EIO', 'ECONNRESET']);

const tellLeftOut = (lines: number): string =>
  `! ${count(lines)} ${lines === 1 ? 'line is' : 'lines are'} not shown here, because nobody read them in time. A recording keeps its program's output in run.log.`;

const out = new BoundedOutput(sinkOf(process.stdout), tellLeftOut);
const err = new BoundedOutput(sinkOf(process.stderr), tellLeftOut);
let answerPatienceMs = ANSWER_PATIENCE_MS;

/**
 * What the command line writes: the answer on stdout, everything else on stderr. Names, arguments and output come from
 * others: nothing that a terminal would obey gets out. Nothing is awaited before `end`, and no failed write ends the process.
 */
export const terminal = {
  answer(text: string): void {
    out.write(stripControls(text.endsWith('\n') ? text : `${text}\n`));
  },
  /** One JSON document, nothing else on stdout; what does not fit its schema is a fault of ours and does not get out. */
  json<S extends z.ZodType>(schema: S, value: z.input<S>): void {
    out.write(`${plainJson(schema.parse(value))}\n`);
  },
  say(text: string): void {
    terminal.pass(`${text}\n`);
  },
  /** Text without a line's end of its own. */
  pass(text: string): void {
    err.write(stripControls(text));
  },
  /** A program's output, without a bound: lines are left out, and counted, while nobody reads. */
  offer(text: string): void {
    err.offer(stripControls(text));
  },
  /** Our own control sequences, for a terminal; left out while an earlier text waits. */
  draw(text: string): void {
    if (err.waitingBytes === 0) err.write(text);
  },
  error(error: ErrorData): void {
    terminal.say(error.message);
    if (error.detail && error.detail !== error.message && !error.message.includes(error.detail))
      terminal.say(indent(error.detail));
    if (error.hint) terminal.say(error.hint);
  },
  /** The answer is in the library, too: the end of the command does not wait long for somebody who reads it. */
  answerIsKept(): void {
    answerPatienceMs = WORDS_PATIENCE_MS;
  },
  /**
   * Waits, within a bound, until the readers have everything.
   * @returns `delivered`, or what became of the rest: nobody took it, or the answer could not be written
   */
  async end(): Promise<'delivered' | 'abandoned' | 'failed'> {
    const answered = await out.end(answerPatienceMs);
    const failure = out.failure;
    if (failure && !READER_GONE.has(failure.code ?? ''))
      terminal.say(`The answer could not be written to standard output (${failure.code ?? failure.message}).`);
    const told = await err.end(WORDS_PATIENCE_MS);
    if (failure && !READER_GONE.has(failure.code ?? '')) return 'failed';
    const isGone = (output: BoundedOutput): boolean => output.failure !== undefined;
    return (answered || isGone(out)) && (told || isGone(err)) ? 'delivered' : 'abandoned';
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
