import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '@shared/model/app-error';
import { type Output, PROTOCOL_VERSION, type Request, type ValueOf, type Verb } from '@shared/privilege/protocol';
import type { Caller } from './caller';
import { Containers } from './containers';
import { type Guard, startGuard } from './exec';
import { KernelSessions } from './kernel-sessions';
import { RootDaemon } from './root-daemon';
import { helperLabel, type Orders, SETTLE } from './settle';
import { SocketMounts } from './socket-mounts';
import { UserLttng } from './user-lttng';

/** How long what was under way may take to give up before what it made is taken back. */
const GIVE_UP_LIMIT_MS = 1_200;

/** What the helper holds for one app, and the table of its verbs: nothing is done beside them. */
export class Service {
  readonly #daemon: RootDaemon;
  readonly #sessions: KernelSessions;
  readonly #containers: Containers;
  readonly #guard: Guard;
  readonly #underWay = new Set<Promise<unknown>>();
  #cutOff = new AbortController();

  constructor(
    private readonly caller: Caller,
    groups: readonly number[],
    meetingFolder: string,
  ) {
    const helperId = randomBytes(6).toString('hex');
    const lttng = new UserLttng(caller, groups, meetingFolder);
    const onChange = (): void => this.#tellGuard(helperId);
    this.#daemon = new RootDaemon(lttng, onChange);
    this.#sessions = new KernelSessions(lttng, onChange);
    this.#containers = new Containers(helperLabel(caller.uid, helperId), new SocketMounts(helperId, caller), onChange);
    this.#guard = startGuard([process.argv[1] ?? '', SETTLE]);
  }

  #tellGuard(helperId: string): void {
    const { names: sessions } = this.#sessions;
    const { engines } = this.#containers;
    const daemon = this.#daemon.identity ?? null;
    this.#guard.tell(JSON.stringify({ uid: this.caller.uid, helperId, sessions, engines, daemon } satisfies Orders));
  }

  /** Does what is asked. @param pass takes a container's output as it comes */
  async perform(request: Request, pass: (output: Output) => Promise<void>): Promise<ValueOf<Verb>> {
    if (request.verb === 'stop' || request.verb === 'bye') {
      await this.takeBack();
      return {};
    }
    const work = this.#do(request, pass, this.#cutOff.signal);
    this.#underWay.add(work);
    try {
      return await work;
    } finally {
      this.#underWay.delete(work);
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

  /** Cuts off what is under way, then takes back all that was made. @throws AppError `cleanup` when something did not go */
  async takeBack(): Promise<void> {
    this.#cutOff.abort();
    this.#cutOff = new AbortController();
    const givenUp = Promise.race([Promise.allSettled(this.#underWay), delay(GIVE_UP_LIMIT_MS)]);
    const going = [this.#sessions.takeBack(givenUp), givenUp.then(() => this.#containers.takeBack())];
    const faults = (await Promise.all(going)).flat();
    await this.#daemon.end();
    if (faults.length === 0) return;
    throw new AppError('cleanup', 'The helper could not take back all that it had made.', {
      detail: faults.map(String).join('\n'),
    });
  }

  /** Nothing is left for the guard to do. */
  dismissGuard(): void {
    this.#guard.dismiss();
  }
}
