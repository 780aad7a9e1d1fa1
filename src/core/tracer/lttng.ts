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
import { loadMiReply } from './load-mi-reply';
import type { SessionFacts } from './mi-reply';

/** A client that cannot reach the root daemon connects to the daemon in LTTNG_HOME, the user's own by default. This home has none. */
const NO_HOME = '/nonexistent';
const daemonEnv = (daemon: DaemonRef): ChildEnvironment =>
  ChildEnvironment.known({ LTTNG_HOME: daemon.home ?? NO_HOME });

const toDaemon = (daemon: DaemonRef, args: readonly string[]): string[] => [...clientOptions(daemon), ...args];

/**
 * Calls lttng(1) on one daemon.
 * @returns its stdout, the machine interface's XML
 * @throws AppError `command` with lttng's output, `missing` without lttng, `cancelled`
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
      isShielded: true,
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

/** The command that stops a session, for a guard process. */
export const stopCommand = (
  daemon: DaemonRef,
  session: string,
): { file: string; args: readonly string[]; env: ChildEnvironment } => ({
  file: 'lttng',
  args: toDaemon(daemon, lttngArguments({ verb: 'stop', session }, false)),
  env: daemonEnv(daemon),
});

/** The error of a daemon that exceeded its limit. A client cannot tell whether the daemon or its consumer daemon hangs. */
const daemonSilent = (limitMs: number, cause: unknown): AppError =>
  new AppError('command', `The session daemon, or its consumer daemon, did not respond within ${limitMs / 1000} s.`, {
    hint: 'Check whether lttng-sessiond or lttng-consumerd is stopped, and whether the machine is overloaded.',
    cause: (cause as AppError).cause,
  });

/** @throws AppError when the daemon does not respond */
export async function listSessions(daemon: DaemonRef, signal?: AbortSignal): Promise<SessionFacts[]> {
  const timeoutMs = limits().tracerCall;
  const { stdout } = await list(daemon, ['--mi', 'xml'], { timeoutMs, signal });
  return (await loadMiReply()).parseSessions(stdout);
}

/** Whether a daemon is running. @throws AppError `command` when one is running but does not respond in time */
export async function answers(daemon: DaemonRef, signal?: AbortSignal): Promise<boolean> {
  const timeoutMs = limits().tracerAnswer;
  const okCodes = Array.from({ length: 256 }, (_, code) => code);
  return (await list(daemon, [], { timeoutMs, signal, okCodes })).exitCode === 0;
}

async function list(
  daemon: DaemonRef,
  clientArgs: readonly string[],
  options: Omit<ExecOptions, 'env'>,
): Promise<ExecResult> {
  try {
    const args = toDaemon(daemon, [...clientArgs, '--no-sessiond', 'list']);
    return await exec('lttng', args, { ...options, env: daemonEnv(daemon), isShielded: true });
  } catch (error) {
    throw isTimeLimit(error) ? daemonSilent(options.timeoutMs, error) : error;
  }
}
