import { type Recovery, requireComplete } from '@core/runs/cleanup/recover';
import { exitCodeOf, toAppError } from '@shared/model/app-error';
import type { Command } from 'commander';
import type { CliState } from '../cli-state';
import { withCore } from '../open-core';
import { recoverySchema } from '../output-schemas';
import { terminal } from '../terminal';

export function addRecover(command: Command, state: CliState): void {
  command.action(async (_options, command: Command) =>
    withCore(command, async (core, { json }) => {
      const recovery = await core.recover();
      if (json) terminal.json(recoverySchema, recovery);
      else for (const line of linesOf(recovery)) terminal.say(line);
      state.exitCode = printFailure(recovery);
    }),
  );
}

function linesOf({ settled, removedFolders, failed, leftAlone }: Recovery): string[] {
  if (settled.length + removedFolders.length + failed.length + leftAlone.length === 0)
    return ['There was nothing to clean up.'];
  return [
    ...settled.map(
      ({ runId, kept }) => `${runId}: ${kept ? 'the recorded data was kept' : 'nothing had been recorded, removed'}`,
    ),
    ...removedFolders.map((path) => `${path}: removed`),
    ...leftAlone.map(({ what, why }) => `${what}: not changed. ${why}`),
    `Recordings cleaned up: ${settled.length}. Folders removed: ${removedFolders.length}. Failed: ${failed.length}.`,
  ];
}

/** Prints the first failure and returns the exit status. Throwing it would print a second JSON document on stdout. */
function printFailure(recovery: Recovery): number {
  try {
    requireComplete(recovery);
    return 0;
  } catch (error) {
    const failed = toAppError(error).toData();
    terminal.error(failed);
    return exitCodeOf(failed.code);
  }
}
