import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '@shared/model/app-error';
import { type Output, PROTOCOL_VERSION, type Request, type ValueOf, type Verb } from '@shared/privilege/protocol';
import type { Caller } from './caller';
import { CLEAN_UP, type CleanupOrders, helperLabel } from './cleanup';
import { Containers } from './containers';
import { type Guard, startGuard } from './exec';
import { KernelSessions } from './kernel-sessions';
import { RootDaemon } from './root-daemon';

import { SocketMounts } from './socket-mounts';
import { UserLttng } from './user-lttng';

/** How long to wait for cancelled requests before the cleanup. */
const CANCEL_LIMIT_MS = 1_200;

/** Performs the requests of one app, and owns the daemon, sessions and containers that they create. */
export class Service {
  readonly #daemon: RootDaemon;
  readonly #sessions: KernelSessions;
  readonly #containers: Containers;
  readonly #guard: Guard;
  readonly #running = new Set<Promise<unknown>>();
  #cancel = new AbortController();

  constructor(
    private readonly caller: Caller,
    groups: readonly number[],
    meetingFolder: string,
  ) {
    const helperId = randomBytes(6).toString('hex');
    const lttng = new UserLttng(caller, groups, meetingFolder);
    const onChange = (): void => this.#updateGuard(helperId);
    this.#daemon = new RootDaemon(lttng, onChange);
    this.#sessions = new KernelSessions(lttng, onChange);
    this.#containers = new Containers(helperLabel(caller.uid, helperId), new SocketMounts(helperId, caller), onChange);
    this.#guard = startGuard([process.argv[1] ?? '', CLEAN_UP]);
  }

  #updateGuard(helperId: string): void {
    const { names: sessions } = this.#sessions;
    const { engines } = this.#containers;
    const daemon = this.#daemon.identity ?? null;
    const orders: CleanupOrders = { uid: this.caller.uid, helperId, sessions, engines, daemon };
    this.#guard.update(JSON.stringify(orders));
  }

  /** Performs a request. @param pass sends a container's output to the app */
  async perform(request: Request, pass: (output: Output) => Promise<void>): Promise<ValueOf<Verb>> {
    if (request.verb === 'stop' || request.verb === 'bye') {
      await this.cleanUp();
      return {};
    }
    const work = this.#do(request, pass, this.#cancel.signal);
    this.#running.add(work);
    try {
      return await work;
    } finally {
      this.#running.delete(work);
    }
  }

  async #do(
    request: Exclude<Request, { verb: 'stop' | 'bye' }>,
    pass: (output: Output) => Promise<void>,
    signal: AbortSignal,
  ): Promise<ValueOf<Verb>> {
    switch (request.verb) {
      case 'hello':
        return { protocol: PROTOCOL_VERSION, pid: process.pid, uid: this.caller.uid };
      case 'ensure-daemon':
        return this.#daemon.ensure(signal);
      case 'trace':
        return { stdout: await this.#sessions.run(request.command, signal) };
      case 'container-create':
        return { container: await this.#containers.create(request) };
      case 'container-logs':
        await this.#containers.logs(request.container, pass, signal);
        return {};
      case 'container-start':
        await this.#containers.start(request.container);
        return {};
      case 'container-wait':
        return { exitCode: await this.#containers.wait(request.container, signal) };
      case 'container-inspect':
        return this.#containers.inspect(request.container);
      case 'container-stop':
        await this.#containers.stop(request.container, request.graceS);
        return {};
      case 'container-remove':
        await this.#containers.remove(request.container);
        return {};
      case 'status': {
        const { names: sessions } = this.#sessions;
        return { daemon: await this.#daemon.state(), sessions, containers: this.#containers.ids };
      }
    }
  }

  /** Cancels running requests, then removes everything that was created. @throws AppError `cleanup` when something remains */
  async cleanUp(): Promise<void> {
    this.#cancel.abort();
    this.#cancel = new AbortController();
    const cancelled = Promise.race([Promise.allSettled(this.#running), delay(CANCEL_LIMIT_MS)]);
    const removals = [this.#sessions.cleanUp(cancelled), cancelled.then(() => this.#containers.cleanUp())];
    const errors = (await Promise.all(removals)).flat();
    await this.#daemon.end();
    if (errors.length === 0) return;
    throw new AppError('cleanup', 'The cleanup of the helper is incomplete.', {
      detail: errors.map(String).join('\n'),
    });
  }

  /** Ends the guard, after a complete cleanup. */
  dismissGuard(): void {
    this.#guard.dismiss();
  }
}
