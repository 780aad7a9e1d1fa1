import { AppError } from '@shared/model/app-error';
import { PROTOCOL_VERSION } from '@shared/privilege/protocol';
import type { TracingCommand } from '@shared/tracing/tracing-command';
import { within } from '../process/wait-until';
import type { PasswordTerminal } from './ask-on-terminal';
import type { HelperConnection } from './helper-connection';
import { HelperContainers } from './helper-containers';
import type { HelperFiles } from './helper-files';
import type { HelperState, RootHelper } from './root-helper';
import { type Started, startHelper } from './start-helper';

const HELLO_LIMIT_MS = 30_000;
/** The helper has 4 s for its cleanup. */
const GOODBYE_LIMIT_MS = 6_000;

/** A start in progress, and the number of its callers. */
interface Starting {
  done: Promise<void>;
  abort: AbortController;
  waiting: number;
}

/** Starts the helper on the first request and shares it until it ends. */
export class HelperClient implements RootHelper {
  readonly containers = new HelperContainers(() => this.#connection());
  #started: Started | undefined;
  #starting: Starting | undefined;
  readonly #observers = new Set<(state: HelperState) => void>();

  /** @param runtimeDir returns the parent of the meeting folder, and creates it on the first call */
  constructor(
    private readonly files: HelperFiles,
    private readonly runtimeDir: () => string,
    private readonly terminal?: PasswordTerminal,
  ) {}

  get isUp(): boolean {
    return this.#started?.connection.isOpen === true;
  }

  get state(): HelperState {
    if (this.isUp) return 'up';
    return this.#starting ? 'asking' : 'gone';
  }

  get gone(): Promise<void> {
    return this.#started?.connection.gone ?? Promise.resolve();
  }

  observe(observer: (state: HelperState) => void): () => void {
    this.#observers.add(observer);
    return () => void this.#observers.delete(observer);
  }

  /** Callers share an open dialog. It is closed when all of them have cancelled. */
  async start(signal: AbortSignal): Promise<void> {
    if (this.isUp) return;
    if (signal.aborted) throw new AppError('cancelled', 'Cancelled before the helper was started.');
    this.#starting ??= this.#begin();
    const starting = this.#starting;
    starting.waiting += 1;
    let cancel = (): void => undefined;
    const cancelled = new Promise<never>((_, reject) => {
      cancel = (): void => reject(new AppError('cancelled', 'Cancelled while the password dialog was open.'));
    });
    signal.addEventListener('abort', cancel, { once: true });
    try {
      await Promise.race([starting.done, cancelled]);
    } finally {
      signal.removeEventListener('abort', cancel);
      starting.waiting -= 1;
      if (starting.waiting === 0) starting.abort.abort();
    }
  }

  #begin(): Starting {
    const abort = new AbortController();
    const done = startHelper(this.files, this.runtimeDir(), abort.signal, this.terminal)
      .then(async (started) => {
        await greet(started);
        this.#started = started;
        void started.connection.gone.then(() => this.#onEnd(started));
      })
      .finally(() => {
        this.#starting = undefined;
        this.#notify();
      });
    done.catch(() => undefined); // the callers handle the error
    queueMicrotask(() => this.#notify());
    return { done, abort, waiting: 0 };
  }

  #onEnd(started: Started): void {
    started.dispose();
    if (this.#started === started) this.#started = undefined;
    this.#notify();
  }

  #notify(): void {
    for (const observer of this.#observers) observer(this.state);
  }

  async ensureDaemon(signal?: AbortSignal): Promise<void> {
    await this.#connection().ask('ensure-daemon', {}, { signal });
  }

  /** Ignores the destruction of a session that does not exist, since the journal names an undo before its step starts. */
  async trace(command: TracingCommand, signal?: AbortSignal): Promise<string> {
    const connection = this.#connection();
    try {
      return (await connection.ask('trace', { command }, { signal })).stdout;
    } catch (error) {
      if (command.verb !== 'destroy' || (await connection.ask('status', {})).sessions.includes(command.session))
        throw error;
      return '';
    }
  }

  async close(): Promise<void> {
    this.#starting?.abort.abort();
    await this.#starting?.done.catch(() => undefined); // the callers of start handle the error
    const connection = this.#started?.connection;
    if (!connection) return;
    const goodbye = connection.ask('bye', {}).catch(() => undefined); // an error means that the helper has ended already
    await within(goodbye, GOODBYE_LIMIT_MS, "The helper's answer to bye").catch(() => undefined); // closing the connection also ends it
    connection.end();
    await within(connection.gone, GOODBYE_LIMIT_MS, "The helper's end").catch(() => connection.destroy());
  }

  #connection(): HelperConnection {
    if (this.#started) return this.#started.connection;
    throw new AppError('command', 'The privileged helper is not running.', {
      hint: 'Record again and enter your password. Recording userspace alone needs no privilege.',
    });
  }
}

/** @throws AppError when the helper does not answer, or has another protocol version */
async function greet({ connection, dispose }: Started): Promise<void> {
  try {
    const hello = connection.ask('hello', { protocol: PROTOCOL_VERSION });
    await within(hello, HELLO_LIMIT_MS, "The helper's answer to hello");
  } catch (error) {
    connection.destroy();
    dispose();
    throw error;
  }
}
