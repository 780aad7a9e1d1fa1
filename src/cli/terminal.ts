import type { ErrorData } from '@shared/model/app-error';
import { plainJson, stripControls } from '@shared/model/plain-text';
import type { z } from 'zod';

/**
 * What the command line writes: the answer on stdout, everything else on stderr. Names, arguments and output come from
 * others: nothing that a terminal would obey gets out.
 */
export const terminal = {
  answer(text: string): void {
    process.stdout.write(stripControls(text.endsWith('\n') ? text : `${text}\n`));
  },
  /** One JSON document, nothing else on stdout; what does not fit its schema is a fault of ours and does not get out. */
  json<S extends z.ZodType>(schema: S, value: z.input<S>): void {
    process.stdout.write(`${plainJson(schema.parse(value))}\n`);
  },
  say(text: string): void {
    terminal.pass(`${text}\n`);
  },
  /** Text without a line's end of its own. */
  pass(text: string): void {
    process.stderr.write(stripControls(text));
  },
  error(error: ErrorData): void {
    terminal.say(error.message);
    if (error.detail && error.detail !== error.message && !error.message.includes(error.detail))
      terminal.say(indent(error.detail));
    if (error.hint) terminal.say(error.hint);
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
