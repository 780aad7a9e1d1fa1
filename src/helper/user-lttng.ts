import { AppError } from '@shared/model/app-error';
import { lttngArguments } from '@shared/tracing/lttng-arguments';
import type { TracingCommand } from '@shared/tracing/tracing-command';
import { doneCodes, tracingRefusal } from '@shared/tracing/tracing-refusal';
import { type Caller, findGroup } from './caller';
import { type Ran, run } from './exec';
import { toolPath } from './tools';

/** The group of lttng-sessiond(8)'s sockets. Never the user's own group, which other users may share. */
export const TRACING_GROUP = 'tracing';

/** Time limit for each call, since a stopped daemon blocks its clients forever. */
const CALL_LIMIT_MS = 20_000;

/** Runs lttng(1) as the user, with the root daemon's group added, so that its files belong to the user from the start. */
export class UserLttng {
  /** @param home folder for lttng's own files; without the socket of a user's session daemon, which lttng would use */
  constructor(
    private readonly caller: Caller,
    private readonly groups: readonly number[],
    private readonly home: string,
  ) {}

  /** @returns the XML of the machine interface. @throws AppError lttng's error; `missing` without lttng or the group */
  async command(command: TracingCommand, limits: { timeoutMs?: number; signal?: AbortSignal } = {}): Promise<string> {
    try {
      const ran = await this.#run(lttngArguments(command, true), { ...limits, okCodes: doneCodes(command.verb) });
      return ran.stdout;
    } catch (error) {
      if (error instanceof AppError && error.code === 'command') throw tracingRefusal(command, error.detail, error);
      throw error;
    }
  }

  /** Whether the root daemon answers this user. @throws AppError `command` at the time limit */
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
  throw new AppError('missing', `This machine has no group ${TRACING_GROUP}, which the root session daemon requires.`, {
    hint: `Run \`sudo groupadd --system ${TRACING_GROUP}\`.`,
  });
}
