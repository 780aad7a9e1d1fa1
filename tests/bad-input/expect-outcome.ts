import type { ErrorData } from '@shared/model/app-error';
import type { TraceReport } from '@shared/model/trace-record';
import type { BadInput } from './row';

/** The outcome of a row, from the command line or the window. */
export interface Outcome {
  error: ErrorData | null;
  /** The report of a kept recording. */
  report: TraceReport | null;
  /** The answer of a command that does not record. */
  answer: unknown;
}

/** Control characters that a terminal interprets, except tab and newline. */
export const OBEYED = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

/** Lists the differences between an outcome and the row; empty if there are none. */
export function complaints(row: BadInput, { error, report }: Outcome): string[] {
  const texts = error ? [error.message, error.hint ?? '', error.detail ?? ''].join('\n') : warningsOf(report);
  const found: string[] = [];
  if ((error?.code ?? null) !== row.code) found.push(`Its code is ${error?.code ?? 'none'}, not ${row.code}: ${texts}`);
  for (const fragment of row.says) if (!fragment.test(texts)) found.push(`It does not say ${fragment}: ${texts}`);
  if (OBEYED.test(texts)) found.push(`A terminal would obey it: ${JSON.stringify(texts)}`);
  if (error && !/^\S[\s\S]{5,1500}$/.test(error.message)) found.push(`The message is no sentence: ${error.message}`);
  if (error?.code === 'bug') found.push('It is reported as a bug of the program.');
  return found;
}

const warningsOf = (report: TraceReport | null): string =>
  (report?.warnings ?? []).map((warning) => [warning.message, warning.hint ?? ''].join('\n')).join('\n');
