import { AppError } from '@shared/model/app-error';
import type { DaemonRef } from '@shared/planning/step';
import { clientOptions } from '@shared/tracing/daemon-command';
import { lttngArguments } from '@shared/tracing/lttng-arguments';
import type { TracingCommand } from '@shared/tracing/tracing-command';
import { doneCodes, tracingRefusal } from '@shared/tracing/tracing-refusal';
import { limits } from '../limits';
import { ChildEnvironment } from '../process/child-environment';
import { type ExecOptions, type ExecResult, exec } from '../process/exec';
import { isTimeLimit } from '../process/wait-until';
import { parseSessions, type SessionFacts } from './mi-reply';

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
  timeoutMs = limits().tracerCall,
): Promise<string> {
  try {
    const result = await exec('lttng', toDaemon(daemon, lttngArguments(command, true)), {
      timeoutMs,
      env: daemonEnv(daemon),
      signal,
      okCodes: doneCodes(command.verb),
    });
    return result.stdout;
  } catch (error) {
    if (isTimeLimit(error)) throw daemonSilent(timeoutMs, error);
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

/** Of a daemon that took longer than its limit. Its consumer daemon may be the one that hangs: a client cannot tell. */
const daemonSilent = (limitMs: number, cause: unknown): AppError =>
  new AppError('command', `The session daemon, or its consumer daemon, did not respond within ${limitMs / 1000} s.`, {
    hint: 'Look at lttng-sessiond and lttng-consumerd: are they stopped, or is the machine overloaded?',
    cause: (cause as AppError).cause,
  });

/** @throws AppError when the daemon does not answer */
export async function listSessions(daemon: DaemonRef, signal?: AbortSignal): Promise<SessionFacts[]> {
  const timeoutMs = limits().tracerCall;
  return parseSessions((await list(daemon, ['--mi', 'xml'], { timeoutMs, signal })).stdout);
}

/** Whether there is a daemon. @throws AppError `command` when there is one and it does not answer: it is wedged */
export async function answers(daemon: DaemonRef, signal?: AbortSignal): Promise<boolean> {
  const timeoutMs = limits().tracerAnswer;
  const okCodes = Array.from({ length: 256 }, (_, code) => code);
  return (await list(daemon, [], { timeoutMs, signal, okCodes })).exitCode === 0;
}

async function list(daemon: DaemonRef, options: readonly string[], how: Omit<ExecOptions, 'env'>): Promise<ExecResult> {
  try {
    const words = toDaemon(daemon, [...options, '--no-sessiond', 'list']);
    return await exec('lttng', words, { ...how, env: daemonEnv(daemon) });
  } catch (error) {
    throw isTimeLimit(error) ? daemonSilent(how.timeoutMs, error) : error;
  }
}
