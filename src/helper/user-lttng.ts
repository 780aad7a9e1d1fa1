import { AppError } from '@shared/model/app-error';
import { lttngArguments } from '@shared/tracing/lttng-arguments';
import type { TracingCommand } from '@shared/tracing/tracing-command';
import { doneCodes, tracingRefusal } from '@shared/tracing/tracing-refusal';
import { type Caller, findGroup } from './caller';
import { type Ran, run } from './exec';
import { toolPath } from './tools';

/** The group that lttng-sessiond(8) gives its sockets to. Never a group of the user's own: it may be shared with others. */
export const TRACING_GROUP = 'tracing';

/** A stopped or wedged daemon hangs every client for ever: each call has an end. */
const CALL_LIMIT_MS = 20_000;

/** lttng(1) as the user with the root daemon's group added: what it makes is the user's from the first byte. */
export class UserLttng {
  /** @param home where lttng keeps its notes and looks for a daemon of the user's own: a folder in which there is none */
  constructor(
    private readonly caller: Caller,
    private readonly groups: readonly number[],
    private readonly home: string,
  ) {}

  /** @returns the machine interface's XML. @throws AppError as lttng says, `missing` without lttng or the group */
  async command(command: TracingCommand, limits: { timeoutMs?: number; signal?: AbortSignal } = {}): Promise<string> {
    try {
      const ran = await this.#run(lttngArguments(command, true), { ...limits, okCodes: doneCodes(command.verb) });
      return ran.stdout;
    } catch (error) {
      if (error instanceof AppError && error.code === 'command') throw tracingRefusal(command, error.detail, error);
      throw error;
    }
  }

  /** Whether the root daemon is there for this user. @throws AppError `command` when it hangs */
  async daemonAnswers(signal?: AbortSignal): Promise<boolean> {
    const okCodes = Array.from({ length: 256 }, (_, code) => code);
    const ran = await this.#run(['--no-sessiond', 'list'], {
      timeoutMs: 5_000,
      okCodes,
      ...(signal ? { signal } : {}),
    });
    return ran.exitCode === 0;
  }

  async #run(
    args: readonly string[],
    options: { timeoutMs?: number; signal?: AbortSignal; okCodes: readonly number[] },
  ): Promise<Ran> {
    const { uid, gid, name, home } = this.caller;
    const tracing = await tracingGid();
    const become = [
      `--reuid=${uid}`,
      `--regid=${gid}`,
      `--groups=${[...new Set([...this.groups, gid, tracing])].join(',')}`,
      '--inh-caps=-all',
      '--no-new-privs',
    ];
    return run('setpriv', [...become, '--', toolPath('lttng'), ...args], {
      timeoutMs: CALL_LIMIT_MS,
      env: { HOME: home, USER: name, LOGNAME: name, LTTNG_HOME: this.home },
      ...options,
    });
  }
}

/** @throws AppError `missing` */
export async function tracingGid(): Promise<number> {
  const gid = await findGroup(TRACING_GROUP);
  if (gid !== undefined) return gid;
  throw new AppError(
    'missing',
    `This machine has no group ${TRACING_GROUP}, to which the root session daemon belongs.`,
    {
      hint: `Run \`sudo groupadd --system ${TRACING_GROUP}\`.`,
    },
  );
}
