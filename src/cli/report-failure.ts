import { AppError, exitCodeOf, toAppError } from '@shared/model/app-error';
import { oneLine } from '@shared/model/plain-text';
import { failureSchema } from './output-schemas';
import { terminal } from './terminal';

/**
 * Prints what a command threw.
 * @param isJson whether stdout gets a JSON document, too
 * @returns the exit status
 */
export function reportFailure(thrown: unknown, isJson: boolean): number {
  const failed = toAppError(thrown).toData();
  terminal.error(failed);
  if (isJson) terminal.jsonLine(failureSchema, { error: failed });
  return exitCodeOf(failed.code);
}

/** Prints a usage error as a JSON document. */
export function reportUsage(message: string): void {
  terminal.jsonLine(failureSchema, { error: new AppError('config', oneLine(message)).toData() });
}
