import { AppError } from '@shared/model/app-error';
import { PROTOCOL_VERSION } from '@shared/privilege/protocol';
import type { TracingCommand } from '@shared/tracing/tracing-command';
import { within } from '../process/wait-until';
import type { HelperConnection } from './helper-connection';
import { HelperContainers } from './helper-containers';
import type { HelperFiles } from './helper-files';
import type { HelperState, RootHelper } from './root-helper';
import { type Started, startHelper } from './start-helper';

const HELLO_LIMIT_MS = 30_000;
/** The helper has four seconds for all that it made. */
const GOODBYE_LIMIT_MS = 6_000;

/** A start that is under way, and how many wait for it. */
interface Starting {
  done: Promise<void>;
  abort: AbortController;
  waiting: number;
}

/** The helper as the rest of the product sees it: started when first asked for, at most once as long as it lives. */
export class HelperClient implements RootHelper {
  readonly containers = new HelperContainers(() => this.#connection());
  #started: Started | undefined;
  #starting: Starting | undefined;
  readonly #observers = new Set<(state: HelperState) => void>();

  /** @param runtimeDir the folder below which app and helper meet, made when first needed */
  constructor(
    private readonly files: HelperFiles,
    private readonly runtimeDir: () => string,
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

  /** Who comes while the dialog is open waits for the same; it is closed when nobody waits any more. */
  async start(signal: AbortSignal): Promise<void> {
    if (this.isUp) return;
    if (signal.aborted) throw new AppError('cancelled', 'Cancelled before the helper was started.');
    this.#starting ??= this.#begin();
    const starting = this.#starting;
    starting.waiting += 1;
    let leave = (): void => undefined;
    const left = new Promise<never>((_, reject) => {
      leave = (): void => reject(new AppError('cancelled', 'Cancelled while the password was asked for.'));
    });
    signal.addEventListener('abort', leave, { once: true });
    try {
      await Promise.race([starting.done, left]);
    } finally {
      signal.removeEventListener('abort', leave);
      starting.waiting -= 1;
      if (starting.waiting === 0) starting.abort.abort();
    }
  }

  #begin(): Starting {
    const abort = new AbortController();
    const done = startHelper(this.files, this.runtimeDir(), abort.signal)
      .then(async (started) => {
        await greet(started);
        this.#started = started;
        void started.connection.gone.then(() => this.#leave(started));
      })
      .finally(() => {
        this.#starting = undefined;
        this.#tell();
      });
    done.catch(() => undefined); // read by who waits
    queueMicrotask(() => this.#tell());
    return { done, abort, waiting: 0 };
  }

  #leave(started: Started): void {
    started.forget();
    if (this.#started === started) this.#started = undefined;
    this.#tell();
  }

  #tell(): void {
    for (const observer of this.#observers) observer(this.state);
  }

  async ensureDaemon(signal?: AbortSignal): Promise<void> {
    await this.#connection().ask('ensure-daemon', {}, { signal });
  }

  /** A session that was never made, or is gone, is destroyed: an undo is promised before its step is done. */
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
    await this.#starting?.done.catch(() => undefined); // told to who waited
    const connection = this.#started?.connection;
    if (!connection) return;
    const goodbye = connection.ask('bye', {}).catch(() => undefined); // it has gone: that is what was asked for
    await within(goodbye, GOODBYE_LIMIT_MS, "The helper's goodbye").catch(() => undefined); // the end of the connection says the same
    connection.end();
    await within(connection.gone, GOODBYE_LIMIT_MS, "The helper's end").catch(() => connection.destroy());
  }

  #connection(): HelperConnection {
    if (this.#started) return this.#started.connection;
    throw new AppError('command', 'The helper is not up.', {
      hint: 'Record again: it is started for a password. Recording userspace alone needs no privilege.',
    });
  }
}

/** @throws AppError when it does not answer, or speaks another protocol */
async function greet({ connection, forget }: Started): Promise<void> {
  try {
    const hello = connection.ask('hello', { protocol: PROTOCOL_VERSION });
    await within(hello, HELLO_LIMIT_MS, "The helper's hello");
  } catch (error) {
    connection.destroy();
    forget();
    throw error;
  }
}
