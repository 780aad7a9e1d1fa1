import { AppError } from '@shared/model/app-error';
import { MOST_AT_ONCE } from '@shared/privilege/protocol';
import type { TracingCommand } from '@shared/tracing/tracing-command';
import type { UserLttng } from './user-lttng';

/** At the end there are four seconds for all: what hangs is left to the guard. */
const LAST_CALL_LIMIT_MS = 1_500;

/** The sessions that this helper made, and what may be done with them. */
export class KernelSessions {
  readonly #names = new Set<string>();
  #last: Promise<unknown> = Promise.resolve();

  /** @param onChange is told before a session is made and after it is gone */
  constructor(
    private readonly lttng: UserLttng,
    private readonly onChange: () => void,
  ) {}

  get names(): string[] {
    return [...this.#names];
  }

  /**
   * One after the other, as they came: who gave up waiting for a session to be made asks next that it be destroyed.
   * @throws AppError `config` for a session that it did not make, and as lttng says
   */
  run(command: TracingCommand, signal: AbortSignal): Promise<string> {
    const turn = this.#last.then(() => {
      if (signal.aborted) throw new AppError('cancelled', 'Cut off before its turn.');
      return this.#run(command, signal);
    });
    this.#last = turn.catch(() => undefined); // told to who asked
    return turn;
  }

  async #run(command: TracingCommand, signal: AbortSignal): Promise<string> {
    if (command.verb === 'list-kernel-events') return this.lttng.command(command, { signal });
    if (command.verb === 'create-session') return this.#create(command, signal);
    if (!this.#names.has(command.session))
      throw new AppError('config', `The helper has made no session ${command.session}.`);
    const reply = await this.lttng.command(command, { signal });
    if (command.verb === 'destroy') this.#forget(command.session);
    return reply;
  }

  async #create(command: TracingCommand & { verb: 'create-session' }, signal: AbortSignal): Promise<string> {
    const { session } = command;
    if (this.#names.has(session)) throw new AppError('config', `The helper has made the session ${session} already.`);
    if (this.#names.size >= MOST_AT_ONCE.sessions)
      throw new AppError('config', `The helper holds at most ${MOST_AT_ONCE.sessions} sessions.`);
    this.#names.add(session);
    this.onChange();
    try {
      return await this.lttng.command(command, { signal });
    } catch (error) {
      // One that was cut off may have been made all the same: it stays in the list, and goes at the end.
      if (error instanceof AppError && error.code === 'command') this.#forget(session);
      throw error;
    }
  }

  #forget(session: string): void {
    this.#names.delete(session);
    this.onChange();
  }

  /**
   * Stops and destroys all. What is asked for from now on has its turn after it: lttng says of a session that is still
   * being made that there is none, and one that was believed gone would stay.
   * @param givenUp settles when what was under way has given up, or will not soon
   * @returns what did not go
   */
  takeBack(givenUp: Promise<unknown>): Promise<unknown[]> {
    const turn = givenUp.then(async () => {
      const results = await Promise.allSettled(this.names.map((name) => this.#takeBackOne(name)));
      return results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    });
    this.#last = turn;
    return turn;
  }

  async #takeBackOne(session: string): Promise<void> {
    await destroySession(this.lttng, session, LAST_CALL_LIMIT_MS);
    this.#forget(session);
  }
}

/** One that is gone, or was never started, is fine. @throws AppError as lttng says, `command` when it takes too long */
export async function destroySession(lttng: UserLttng, session: string, timeoutMs: number): Promise<void> {
  await lttng.command({ verb: 'stop', session }, { timeoutMs }).catch(() => undefined); // destroy tells
  await lttng.command({ verb: 'destroy', session }, { timeoutMs });
}
