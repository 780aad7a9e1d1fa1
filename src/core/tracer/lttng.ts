import { AppError } from '@shared/model/app-error';
import type { DaemonRef } from '@shared/planning/step';
import { lttngArguments } from '@shared/tracing/lttng-arguments';
import type { TracingCommand } from '@shared/tracing/tracing-command';
import { exec } from '../process/exec';
import { parseSessions, type SessionFacts } from './mi-reply';

/** A stopped or wedged daemon hangs every client for ever: each call has an end. */
const CALL_LIMIT_MS = 20_000;

/** Exit codes of a finished command said again, which are no errors: stop 81 (stopped already), destroy 23 (no such session). */
const DONE_CODES: Partial<Record<TracingCommand['verb'], readonly number[]>> = { stop: [0, 81], destroy: [0, 23] };

const daemonEnv = (daemon: DaemonRef): Record<string, string> =>
  daemon.kind === 'private' ? { LTTNG_HOME: daemon.home } : {};

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
    const result = await exec('lttng', lttngArguments(command, true), {
      timeoutMs: CALL_LIMIT_MS,
      env: daemonEnv(daemon),
      signal,
      okCodes: DONE_CODES[command.verb] ?? [0],
    });
    return result.stdout;
  } catch (error) {
    if (error instanceof AppError && error.code === 'command')
      throw new AppError(
        'command',
        `LTTng refused to ${command.verb.replaceAll('-', ' ')}: ${reasonIn(error.detail)}`,
        {
          detail: error.detail,
          hint: hintFor(command),
          cause: error,
        },
      );
    throw error;
  }
}

/** lttng's reason: its line that begins with `Error:`; a parser's words may stand before it. */
function reasonIn(words: string | undefined): string {
  const lines = (words ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const told = lines.find((line) => line.startsWith('Error: ')) ?? lines[0];
  return told?.replace(/^Error: /, '') ?? 'it gave no reason.';
}

function hintFor(command: TracingCommand): string | undefined {
  if (command.verb === 'enable-events')
    return 'Check pattern, log level and filter: the rules are those of lttng-enable-event(1).';
  if (command.verb === 'create-session')
    return `Look whether there is a session ${command.session} already: \`lttng list\`. Record again: each recording has a name of its own.`;
  if (command.verb === 'add-contexts') return 'Choose fewer contexts: this lttng does not know one of them.';
  return undefined;
}

/** @throws AppError when the daemon does not answer */
export async function listSessions(daemon: DaemonRef, signal?: AbortSignal): Promise<SessionFacts[]> {
  const result = await exec('lttng', ['--mi', 'xml', '--no-sessiond', 'list'], {
    timeoutMs: CALL_LIMIT_MS,
    env: daemonEnv(daemon),
    signal,
  });
  return parseSessions(result.stdout);
}

/** Whether there is a daemon. @throws AppError `command` when there is one and it does not answer: it is wedged */
export async function answers(daemon: DaemonRef, signal?: AbortSignal): Promise<boolean> {
  const result = await exec('lttng', ['--no-sessiond', 'list'], {
    timeoutMs: 5_000,
    env: daemonEnv(daemon),
    signal,
    okCodes: Array.from({ length: 256 }, (_, code) => code),
  });
  return result.exitCode === 0;
}
