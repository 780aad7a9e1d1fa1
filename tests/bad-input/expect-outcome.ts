import type { ErrorData } from '@shared/model/app-error';
import type { TraceReport } from '@shared/model/trace-record';
import type { BadInput } from './row';

/** What came of a row, by whichever way it was asked. */
export interface Outcome {
  error: ErrorData | null;
  /** Of a recording that was kept. */
  report: TraceReport | null;
  /** Of what is no recording. */
  answer: unknown;
}

/** What a terminal would obey; tab and newline are none. */
export const OBEYED = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

/** What is wrong with an outcome, in sentences; empty when it is as the row says. */
export function complaints(row: BadInput, { error, report }: Outcome): string[] {
  const told = error ? [error.message, error.hint ?? '', error.detail ?? ''].join('\n') : warningsOf(report);
  const found: string[] = [];
  if ((error?.code ?? null) !== row.code) found.push(`Its code is ${error?.code ?? 'none'}, not ${row.code}: ${told}`);
  for (const fragment of row.says) if (!fragment.test(told)) found.push(`It does not say ${fragment}: ${told}`);
  if (OBEYED.test(told)) found.push(`A terminal would obey it: ${JSON.stringify(told)}`);
  if (error && !/^\S[\s\S]{5,1500}$/.test(error.message)) found.push(`The message is no sentence: ${error.message}`);
  if (error?.code === 'bug') found.push('It is told as a fault of the program.');
  return found;
}

const warningsOf = (report: TraceReport | null): string =>
  (report?.warnings ?? []).map((warning) => [warning.message, warning.hint ?? ''].join('\n')).join('\n');
