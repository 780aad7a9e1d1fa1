import type { ErrorData } from '@shared/model/app-error';

/** What the command line writes: the answer on stdout, everything else on stderr. */
export const terminal = {
  answer(text: string): void {
    process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
  },
  /** One JSON document, nothing else on stdout. */
  json(value: unknown): void {
    process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
  },
  say(text: string): void {
    process.stderr.write(`${text}\n`);
  },
  /** Text without a line's end of its own. */
  pass(text: string): void {
    process.stderr.write(text);
  },
  error(error: ErrorData): void {
    process.stderr.write(`${error.message}\n`);
    if (error.detail && error.detail !== error.message && !error.message.includes(error.detail))
      process.stderr.write(`${indent(error.detail)}\n`);
    if (error.hint) process.stderr.write(`${error.hint}\n`);
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
