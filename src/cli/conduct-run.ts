import type { Core, RunHandle } from '@core/core';
import { AppError, exitCodeOf, toAppError } from '@shared/model/app-error';
import type { RunEvent } from '@shared/model/run-event';
import { traceReportSchema } from '@shared/model/trace-record';
import type { CliState } from './cli-state';
import type { GlobalOptions } from './command-places';
import { loadFailureReport } from './load-failure-report';
import { failureSchema } from './output-schemas';
import { reportText } from './report-text';
import { CANCEL_HINT, RunReporter, SUSPEND_REFUSED } from './run-reporter';
import { onSaveSignal, onSignals, onSuspendSignal } from './signals';
import { terminal } from './terminal';

const CANCELLED = 130;
const CANCELLED_TEXT = 'The recording was cancelled and nothing was kept.';

/**
 * Shows a run while it is in progress and prints its trace once its events are counted. The first Ctrl+C stops and keeps,
 * the second cancels; SIGTERM and SIGHUP stop and keep; SIGUSR1 saves the last seconds of a flight recorder. Ctrl+Z is refused.
 * SIGHUP does not end the counting: the terminal is closed, so nobody waits for the command.
 */
export async function conductRun(
  state: CliState,
  core: Core,
  options: GlobalOptions,
  begin: (observe: (event: RunEvent) => void) => RunHandle,
): Promise<void> {
  const reporter = new RunReporter();
  terminal.answerIsKept();
  // Later, an update or a removal of the package may have deleted the file.
  await loadFailureReport();
  const handle = begin((event) => {
    state.hooks.observe?.(event);
    reporter.report(event);
  });
  let interrupts = 0;
  let recorded = false;
  const release = onSignals(
    (signal) => {
      if (signal === 'SIGINT') interrupts += 1;
      if (recorded && signal !== 'SIGHUP') handle.leaveUncounted();
      else if (interrupts > 1) handle.cancel();
      else handle.stop('stop');
    },
    {
      onNextCounts: () => {
        if (interrupts === 1 && !recorded) terminal.say(CANCEL_HINT);
      },
      now: state.hooks.now,
    },
  );
  const releaseSuspend = onSuspendSignal(() => terminal.say(SUSPEND_REFUSED));
  const releaseSave = onSaveSignal(() => {
    // The run checks that it is a flight recorder and is recording. Its event reports the result.
    handle.snapshot().catch((error: unknown) => terminal.error(toAppError(error).toData()));
  });
  try {
    const result = await handle.finished;
    recorded = true;
    if (result.outcome === 'cancelled' && result.traceId === null) {
      terminal.say(CANCELLED_TEXT);
      state.exitCode = CANCELLED;
      if (options.json) terminal.jsonLine(failureSchema, { error: new AppError('cancelled', CANCELLED_TEXT).toData() });
      return;
    }
    if (result.traceId !== null) await handle.counted;
    if (result.error) {
      terminal.error(result.error);
      if (result.traceId !== null) terminal.say(`Everything recorded up to that point was kept as ${result.traceId}.`);
      state.exitCode = exitCodeOf(result.error.code);
      if (options.json)
        terminal.jsonLine(failureSchema, {
          error: result.error,
          ...(result.traceId ? { traceId: result.traceId } : {}),
        });
      return;
    }
    const report = await core.library.report(result.traceId ?? '');
    if (options.json) terminal.json(traceReportSchema, report);
    else terminal.answer(reportText(report));
  } finally {
    release();
    releaseSuspend();
    releaseSave();
  }
}
