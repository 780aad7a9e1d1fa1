import { type Recovery, requireComplete } from '@core/runs/cleanup/recover';
import { exitCodeOf, toAppError } from '@shared/model/app-error';
import { traceReportSchema, traceRowSchema } from '@shared/model/trace-record';
import type { Command } from 'commander';
import { z } from 'zod';
import type { CliState } from '../cli-state';
import { withCore } from '../open-core';
import { recoverySchema } from '../output-schemas';
import { reportText } from '../report-text';
import { rowsText } from '../rows-text';
import { terminal } from '../terminal';
import { withLibrary } from '../with-library';

export function addList(program: Command): void {
  program
    .command('list')
    .description('list the traces in the library, newest first')
    .action(async (_options, command: Command) =>
      withLibrary(command, async (core, { json }) => {
        const rows = await core.library.rows();
        if (json) return terminal.json(z.array(traceRowSchema), rows);
        if (rows.length === 0) return terminal.say(`No traces in ${core.library.dir} yet. Run \`demo\` to record one.`);
        terminal.answer(rowsText(rows));
      }),
    );
}

export function addShow(program: Command): void {
  program
    .command('show <id>')
    .description('show the details of a trace')
    .action(async (id: string, _options, command: Command) =>
      withLibrary(command, async (core, { json }) => {
        const report = await core.library.report(id);
        if (json) terminal.json(traceReportSchema, report);
        else terminal.answer(reportText(report));
      }),
    );
}

export function addRecover(program: Command, state: CliState): void {
  program
    .command('recover')
    .description('clean up after a crash or power cut: traces, containers, sessions, runtime folders')
    .action(async (_options, command: Command) =>
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
