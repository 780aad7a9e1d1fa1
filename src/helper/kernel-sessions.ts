import { AppError } from '@shared/model/app-error';
import { MOST_AT_ONCE } from '@shared/privilege/protocol';
import type { TracingCommand } from '@shared/tracing/tracing-command';
import type { UserLttng } from './user-lttng';

/** Short, since the whole cleanup has 4 s. The guard handles a call that hangs. */
const LAST_CALL_LIMIT_MS = 1_500;

/** Runs commands for the sessions that this helper created, and for no others. */
export class KernelSessions {
  readonly #names = new Set<string>();
  #last: Promise<unknown> = Promise.resolve();

  /** @param onChange called before a session is created and after it is destroyed */
  constructor(
    private readonly lttng: UserLttng,
    private readonly onChange: () => void,
  ) {}

  get names(): string[] {
    return [...this.#names];
  }

  /**
   * Runs commands one after the other. An app that cancelled the creation of a session next requests its destruction.
   * @throws AppError `config` for a session that this helper did not create; lttng's errors
   */
  run(command: TracingCommand, signal: AbortSignal): Promise<string> {
    const turn = this.#last.then(() => {
      if (signal.aborted) throw new AppError('cancelled', 'Cancelled before the command started.');
      return this.#run(command, signal);
    });
    this.#last = turn.catch(() => undefined); // the caller handles the error
    return turn;
  }

  async #run(command: TracingCommand, signal: AbortSignal): Promise<string> {
    if (command.verb === 'list-kernel-events') return this.lttng.command(command, { signal });
    if (command.verb === 'create-session') return this.#create(command, signal);
    if (!this.#names.has(command.session))
      throw new AppError('config', `The helper did not create the session ${command.session}.`);
    const reply = await this.lttng.command(command, { signal });
    if (command.verb === 'destroy') this.#forget(command.session);
    return reply;
  }

  async #create(command: TracingCommand & { verb: 'create-session' }, signal: AbortSignal): Promise<string> {
    const { session } = command;
    if (this.#names.has(session))
      throw new AppError('config', `The helper has already created the session ${session}.`);
    if (this.#names.size >= MOST_AT_ONCE.sessions)
      throw new AppError('config', `The helper supports at most ${MOST_AT_ONCE.sessions} sessions at a time.`);
    this.#names.add(session);
    this.onChange();
    try {
      return await this.lttng.command(command, { signal });
    } catch (error) {
      // A cancelled call may have created the session, so it stays in the list and is destroyed by the cleanup.
      if (error instanceof AppError && error.code === 'command') this.#forget(session);
      throw error;
    }
  }

  #forget(session: string): void {
    this.#names.delete(session);
    this.onChange();
  }

  /**
   * Stops and destroys all sessions. Later commands wait for that, since lttng reports that a session does not exist while it is
   * being created, so that it would remain.
   * @param cancelled settles when the cancelled commands have ended, or after a time limit
   * @returns the errors
   */
  cleanUp(cancelled: Promise<unknown>): Promise<unknown[]> {
    const turn = cancelled.then(async () => {
      const results = await Promise.allSettled(this.names.map((name) => this.#destroy(name)));
      return results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    });
    this.#last = turn;
    return turn;
  }

  async #destroy(session: string): Promise<void> {
    await destroySession(this.lttng, session, LAST_CALL_LIMIT_MS);
    this.#forget(session);
  }
}

/** Destroys a session. Does nothing for one that does not exist. @throws AppError lttng's error; `command` at the time limit */
export async function destroySession(lttng: UserLttng, session: string, timeoutMs: number): Promise<void> {
  await lttng.command({ verb: 'stop', session }, { timeoutMs }).catch(() => undefined); // destroy reports errors
  await lttng.command({ verb: 'destroy', session }, { timeoutMs });
}
