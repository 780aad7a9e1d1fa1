import { AppError } from '@shared/model/app-error';
import type { DaemonRef } from '@shared/planning/step';
import { clientOptions } from '@shared/tracing/daemon-words';
import { lttngArguments } from '@shared/tracing/lttng-arguments';
import type { TracingCommand } from '@shared/tracing/tracing-command';
import { doneCodes, tracingRefusal } from '@shared/tracing/tracing-refusal';
import { ChildEnvironment } from '../process/child-environment';
import { exec } from '../process/exec';
import { parseSessions, type SessionFacts } from './mi-reply';

/** A stopped or wedged daemon hangs every client for ever: each call has an end. */
const CALL_LIMIT_MS = 20_000;
/** It costs 10 ms; a virtual machine on a busy host was seen to take 6 s. */
const ANSWER_LIMIT_MS = 12_000;

/** A client that does not reach the root daemon asks the one in its home, which would be the user's own: nobody is there. */
const NO_HOME = '/nonexistent';
const daemonEnv = (daemon: DaemonRef): ChildEnvironment =>
  ChildEnvironment.known({ LTTNG_HOME: daemon.home ?? NO_HOME });

const toDaemon = (daemon: DaemonRef, words: readonly string[]): string[] => [...clientOptions(daemon), ...words];

/**
 * One call of lttng(1) on one daemon.
 * @returns what it printed, the machine interface's XML
 * @throws AppError `command` with lttng's own words, `missing` without lttng, `cancelled`
 */
export async function runTracingCommand(
  daemon: DaemonRef,
  command: TracingCommand,
  signal?: AbortSignal,
): Promise<string> {
  try {
    const result = await exec('lttng', toDaemon(daemon, lttngArguments(command, true)), {
      timeoutMs: CALL_LIMIT_MS,
      env: daemonEnv(daemon),
      signal,
      okCodes: doneCodes(command.verb),
    });
    return result.stdout;
  } catch (error) {
    // Without any words it has not refused: it did not answer in time.
    if (error instanceof AppError && error.code === 'command' && error.detail)
      throw tracingRefusal(command, error.detail, error);
    throw error;
  }
}

/** The command that stops a session, for a process that is not ours to wait for. */
export const stopCommand = (
  daemon: DaemonRef,
  session: string,
): { file: string; args: readonly string[]; env: ChildEnvironment } => ({
  file: 'lttng',
  args: toDaemon(daemon, lttngArguments({ verb: 'stop', session }, false)),
  env: daemonEnv(daemon),
});

/** @throws AppError when the daemon does not answer */
export async function listSessions(daemon: DaemonRef, signal?: AbortSignal): Promise<SessionFacts[]> {
  const result = await exec('lttng', toDaemon(daemon, ['--mi', 'xml', '--no-sessiond', 'list']), {
    timeoutMs: CALL_LIMIT_MS,
    env: daemonEnv(daemon),
    signal,
  });
  return parseSessions(result.stdout);
}

/** Whether there is a daemon. @throws AppError `command` when there is one and it does not answer: it is wedged */
export async function answers(daemon: DaemonRef, signal?: AbortSignal): Promise<boolean> {
  const result = await exec('lttng', toDaemon(daemon, ['--no-sessiond', 'list']), {
    timeoutMs: ANSWER_LIMIT_MS,
    env: daemonEnv(daemon),
    signal,
    okCodes: Array.from({ length: 256 }, (_, code) => code),
  });
  return result.exitCode === 0;
}
