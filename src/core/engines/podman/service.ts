import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@shared/model/app-error';
import { OWNER_ENV } from '@shared/model/labels';
import type Docker from 'dockerode';
import { toInstall } from '../../files/install-hint';
import { limits } from '../../limits';
import { isPrivateTmp } from '../../private-tmp';
import { type ChildDaemon, startChildDaemon } from '../../process/child-daemon';
import { isTimeLimit, waitUntil, within } from '../../process/wait-until';
import { makeScratchFolder, removeWhole } from '../../runtime-folder';
import { socketClient } from '../docker-api/client';
import type { EngineSetup } from '../engine-setup';
import { findProgram } from '../find-program';
import { localPodman } from './local-podman';
import { ensurePauseProcess } from './pause-process';
import { awaitServiceEnd, killService } from './service-processes';
import { podmanSettings } from './settings';
import { startHint } from './start-hint';

const END_LIMIT_MS = 5_000;

/**
 * Seconds without a connection after which the service ends (`--time` of podman-system-service(1)). This frees its 40 MB while a
 * window is open all day. The service starts again within 0.1 s.
 */
const IDLE_LIMIT_S = 30;
/** Share of the idle limit after which the service may be about to end. A ping then comes first and restarts its timer. */
const PING_AFTER_SHARE = 0.8;

/** `podman system service` as our child. The first call starts it. It ends when it is idle, and with this process. */
export class PodmanService {
  readonly #socket: string;
  #service: ChildDaemon | undefined;
  #scratch: string | undefined;
  #docker: Docker | undefined;
  #starting: Promise<Docker> | undefined;
  #pinging: Promise<void> | undefined;
  /** No service starts meanwhile: it would be killed, too. */
  #killing: Promise<void> | undefined;
  #usedAtMs = 0;
  #closed = false;

  /** @param idleLimitS seconds without a connection after which the service ends */
  constructor(
    private readonly setup: EngineSetup,
    private readonly idleLimitS = IDLE_LIMIT_S,
  ) {
    this.#socket = join(setup.runtimeDir, 'podman.sock');
  }

  /** @throws AppError `missing` without Podman, `cancelled` after close, `command` when the service does not start */
  async connect(): Promise<Docker> {
    const idleMs = performance.now() - this.#usedAtMs;
    this.#usedAtMs = performance.now();
    if (this.#starting && idleMs > this.idleLimitS * 1_000 * PING_AFTER_SHARE)
      this.#pinging ??= this.#awaitEndIfEnding().finally(() => {
        this.#pinging = undefined;
      });
    await this.#pinging;
    // Nobody would end a service that is started after close, or delete its folder.
    if (this.#closed) throw new AppError('cancelled', 'Podman was not called because this process is ending.');
    this.#starting ??= this.#start().catch((error: unknown) => {
      this.#starting = undefined;
      throw error;
    });
    return this.#starting;
  }

  /** Pings the service and waits for its end when it does not answer. The next call handles a service that hangs. */
  async #awaitEndIfEnding(): Promise<void> {
    const service = this.#service;
    try {
      await within((await socketClient(this.#socket)).ping(), END_LIMIT_MS, "Podman's service");
    } catch {
      if (service) await within(service.ended, END_LIMIT_MS, "Podman's service").catch(() => undefined);
    }
  }

  async #start(): Promise<Docker> {
    const program = findProgram('podman', this.setup.env);
    if (!program)
      throw new AppError('missing', 'Podman is not installed.', {
        hint: `Run \`${toInstall('podman')}\`, or select another engine.`,
      });
    this.#service = undefined; // the end of an earlier one may still be reported
    await this.#killing;
    await awaitServiceEnd(this.#socket);
    rmSync(this.#socket, { force: true });
    // Podman 4.3 leaves the tarball of every import and the files of cancelled builds in its temporary folder, so it gets a
    // private one. That folder is on a disk, since pulled layers also need its space; the runtime folder can be in memory.
    this.#scratch ??= makeScratchFolder(this.setup.runtimeDir);
    const { env, options } = await podmanSettings(this.setup);
    // Podman may run in a mount namespace that does not see the private /var/tmp of a service.
    const temporary: Record<string, string> = isPrivateTmp(this.#scratch) ? {} : { TMPDIR: this.#scratch };
    const podmanEnv = localPodman({ ...env, ...temporary });
    await ensurePauseProcess([program, ...options], podmanEnv, this.setup.env);
    // Rootless Podman runs itself again inside its user namespace. The outer process ends on SIGTERM without passing it on, and
    // the inner process continues. timeout(1), here without a limit, signals the whole group.
    // Only timeout(1) gets our mark. Podman would pass it on to the pause process that all of the user's containers share.
    const command = [program, ...options, 'system', 'service', `--time=${this.idleLimitS}`, `unix://${this.#socket}`];
    const args = ['--kill-after=5', '0', 'env', `--unset=${OWNER_ENV}`, ...command];
    const service = startChildDaemon('timeout', args, podmanEnv);
    this.#service = service;
    let over = false;
    let serves = false;
    void service.ended.then(() => {
      over = true;
      if (this.#service !== service) return;
      this.#service = undefined;
      // A service that ends before it serves fails this start, which must not run at the same time as the next one.
      if (serves) this.#starting = undefined;
    });
    const docker = await socketClient(this.#socket);
    await waitUntil(
      async () => {
        if (over) throw serviceEnded(service, this.#socket);
        return (
          existsSync(this.#socket) &&
          (await docker.ping().then(
            () => true,
            () => false,
          ))
        );
      },
      { what: "Podman's service", timeoutMs: limits().serviceReady },
    ).catch(async (error: unknown) => {
      await killService(this.#socket);
      throw isTimeLimit(error) ? serviceSilent(service, error) : error;
    });
    if (over) throw serviceEnded(service, this.#socket);
    serves = true;
    this.#docker = docker;
    return docker;
  }

  /**
   * Kills the service of a connection that does not answer. The next call starts another service.
   * @param docker a connection that connect returned; a connection to an earlier service changes nothing
   * @throws AppError `command` when a process of the service does not end
   */
  async abandon(docker: Docker): Promise<void> {
    if (docker !== this.#docker) return this.#killing;
    this.#docker = undefined;
    this.#starting = undefined;
    this.#service = undefined;
    this.#killing = killService(this.#socket).finally(() => {
      this.#killing = undefined;
    });
    await this.#killing;
  }

  /** Ends the service and deletes its folder. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#starting?.catch(() => undefined); // also ends a service that is starting
    const service = this.#service;
    if (!service) return this.#removeRest();
    let over = false;
    void service.ended.then(() => {
      over = true;
    });
    service.kill('SIGTERM');
    await waitUntil(() => over, { what: "Podman's service to end", timeoutMs: END_LIMIT_MS }).catch(() =>
      service.kill('SIGKILL'),
    );
    await awaitServiceEnd(this.#socket);
    this.#removeScratch();
  }

  /** Kills the inner process of a service whose outer process was killed; it would continue to serve. */
  async #removeRest(): Promise<void> {
    if (this.#scratch) await killService(this.#socket);
    this.#removeScratch();
  }

  #removeScratch(): void {
    if (!this.#scratch) return;
    rmSync(this.#socket, { force: true });
    removeWhole(this.#scratch);
    this.#scratch = undefined;
  }
}

const serviceSilent = (service: ChildDaemon, cause: unknown): AppError =>
  new AppError('command', `Podman's service did not respond within ${limits().serviceReady / 1000} s of its start.`, {
    detail: service.log(),
    hint: 'Check that `podman info` works in a terminal, or choose another engine.',
    cause,
  });

function serviceEnded(service: ChildDaemon, socket: string): AppError {
  const log = service.log();
  return new AppError(
    'command',
    `Podman's service did not start.${log ? ` The last line of its log: ${log.split('\n').at(-1)}` : ''}`,
    {
      detail: log,
      hint: startHint(socket),
    },
  );
}
