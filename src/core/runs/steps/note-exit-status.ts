import type { RunContext } from '../run-context';
import { crashWarning } from './crash-warning';

/**
 * Writes into the run's record how a program ended, and warns if it crashed. The first status other than 0 counts for the run.
 * @param status of the program, 128 + n for a signal
 * @param errors the end of what it wrote to its standard error
 */
export function noteExitStatus(run: RunContext, status: number, errors: string): void {
  run.record = { ...run.record, exitCode: run.record.exitCode || status };
  const crash = crashWarning(status, errors);
  if (crash) run.warn(crash);
}
