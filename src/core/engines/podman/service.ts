import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@shared/model/app-error';
import { OWNER_ENV } from '@shared/model/labels';
import type Docker from 'dockerode';
import { limits } from '../../limits';
import { type ChildDaemon, startChildDaemon } from '../../process/child-daemon';
import { isTimeLimit, waitUntil, within } from '../../process/wait-until';
import { makeScratchFolder, removeWhole } from '../../runtime-folder';
import { socketClient } from '../docker-api/client';
import type { EngineSetup } from '../engine-setup';
import { findProgram } from '../find-program';
import { localPodman } from './local-podman';
import { awaitServiceEnd, killService } from './service-processes';
import { podmanSettings } from './settings';

const END_LIMIT_MS = 5_000;

/**
 * Without a connection for so long the service ends by itself (`--time` of podman-system-service(1)) and gives its 40 MB
 * back: a window is open all day. It is up again within a tenth of a second.
 */
const IDLE_LIMIT_S = 30;
/** After so much of that it may be about to end: it is asked first, which begins its time anew. */
const ASK_AFTER_SHARE = 0.8;

/** `podman system service`, our child: started by the first call, ended when nobody calls, and with us. */
export class PodmanService {
  readonly #socket: string;
  #service: ChildDaemon | undefined;
  #scratch: string | undefined;
  #docker: Docker | undefined;
  #starting: Promise<Docker> | undefined;
  #asking: Promise<void> | undefined;
  #askedAtMs = 0;
  #closed = false;

  /** @param idleLimitS after so many seconds without a connection it ends */
  constructor(
    private readonly setup: EngineSetup,
    private readonly idleLimitS = IDLE_LIMIT_S,
  ) {
    this.#socket = join(setup.runtimeDir, 'podman.sock');
  }

  /** @throws AppError `missing` without Podman, `cancelled` once it is closed, `command` when it does not start */
  async connect(): Promise<Docker> {
    const idleMs = performance.now() - this.#askedAtMs;
    this.#askedAtMs = performance.now();
    if (this.#starting && idleMs > this.idleLimitS * 1_000 * ASK_AFTER_SHARE)
      this.#asking ??= this.#awaitEndIfEnding().finally(() => {
        this.#asking = undefined;
      });
    await this.#asking;
    // A service, and its folder, that came now would be left behind.
    if (this.#closed) throw new AppError('cancelled', 'Podman is not asked any more: this process ends.');
    this.#starting ??= this.#start().catch((error: unknown) => {
      this.#starting = undefined;
      throw error;
    });
    return this.#starting;
  }

  /** A service that does not answer has ended, or its end is near; one that hangs is left to the call that follows. */
  async #awaitEndIfEnding(): Promise<void> {
    const service = this.#service;
    try {
      await within(socketClient(this.#socket).ping(), END_LIMIT_MS, "Podman's service");
    } catch {
      if (service) await within(service.ended, END_LIMIT_MS, "Podman's service").catch(() => undefined);
    }
  }

  async #start(): Promise<Docker> {
    const program = findProgram('podman', this.setup.env);
    if (!program)
      throw new AppError('missing', 'Podman is not installed.', {
        hint: '`npm run setup` installs it, or choose another engine.',
      });
    await awaitServiceEnd(this.#socket);
    rmSync(this.#socket, { force: true });
    // Podman 4.3 leaves the tarball of every import, and what a cancelled build had, in its temporary folder: it gets
    // one of its own. On disk, not in the runtime folder, which can be memory: pulled layers go through it too.
    this.#scratch ??= makeScratchFolder(this.setup.runtimeDir);
    const { env, options } = await podmanSettings(this.setup);
    // Rootless Podman runs itself again inside its user namespace; the outer process dies of SIGTERM without passing
    // it on, and the inner one lives on. timeout(1), here without a limit, passes it on to the whole group.
    // Our mark stays with timeout(1): Podman would pass it on to the pause process that all of the user's containers share.
    const words = [program, ...options, 'system', 'service', `--time=${this.idleLimitS}`, `unix://${this.#socket}`];
    const args = ['--kill-after=5', '0', 'env', `--unset=${OWNER_ENV}`, ...words];
    const service = startChildDaemon('timeout', args, localPodman({ ...env, TMPDIR: this.#scratch }));
    this.#service = service;
    let over = false;
    void service.ended.then(() => {
      over = true;
      if (this.#service === service) {
        this.#service = undefined;
        this.#starting = undefined;
      }
    });
    const docker = socketClient(this.#socket);
    await waitUntil(
      async () => {
        if (over) throw serviceEnded(service);
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
    this.#docker = docker;
    return docker;
  }

  /**
   * Kills the service behind a connection, which does not answer. The next call starts another one.
   * @param docker as connect gave it; one of an earlier service is left alone
   * @throws AppError `command` when a process of the service does not end
   */
  async abandon(docker: Docker): Promise<void> {
    if (docker !== this.#docker) return;
    this.#docker = undefined;
    this.#starting = undefined;
    this.#service = undefined;
    await killService(this.#socket);
  }

  /** Ends it, and what it left in its folder. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#starting?.catch(() => undefined); // what is on its way up is ended as well
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

  /** A service whose outer process was killed may have left the inner one, which goes on serving. */
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
    hint: 'Check that `podman info` works by hand, or choose another engine.',
    cause,
  });

function serviceEnded(service: ChildDaemon): AppError {
  const log = service.log();
  return new AppError(
    'command',
    `Podman's service did not start.${log ? ` Its log says: ${log.split('\n').at(-1)}` : ''}`,
    {
      detail: log,
      hint: 'Look whether `podman info` works by hand, or choose another engine.',
    },
  );
}
