import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { ContainerSpec } from '@shared/engines/container-spec';
import { AppError } from '@shared/model/app-error';
import type { EngineState } from '@shared/model/capabilities';
import { OWNER_ENV } from '@shared/model/labels';
import Docker from 'dockerode';
import { type ChildDaemon, startChildDaemon } from '../process/child-daemon';
import { waitUntil, within } from '../process/wait-until';
import { makeScratchFolder, removeWhole } from '../runtime-folder';
import { ApiEngine } from './api-engine';
import type { OutputChunk } from './engine';
import { engineError } from './engine-error';
import type { EngineFinding, EngineInfo } from './engine-finding';
import type { EngineSetup } from './engine-setup';
import { findProgram } from './find-program';
import { endPodmanBuild } from './podman-builds';
import { rootlessNetworkFinding, userIdsFinding } from './podman-findings';
import { endOrphans } from './podman-orphans';
import { PodmanOutput } from './podman-output';
import { awaitServiceEnd } from './podman-service-processes';
import { podmanSettings } from './podman-settings';
import { asksForLimits, refuseIgnoredLimits, refuseMissingSources } from './podman-strictness';
import { versionOf } from './version-reply';

const READY_LIMIT_MS = 15_000;
const END_LIMIT_MS = 5_000;

/**
 * Without a connection for so long the service ends by itself (`--time` of podman-system-service(1)) and gives its 40 MB
 * back: a window is open all day. It is up again within a tenth of a second.
 */
const IDLE_LIMIT_S = 30;
/** After so much of that it may be about to end: it is asked first, which begins its time anew. */
const ASK_AFTER_SHARE = 0.8;

/** Podman, rootless or root, through its Docker-compatible API: the service is our child, started when it is needed. */
export class PodmanEngine extends ApiEngine {
  readonly id = 'podman';
  readonly endsWithUs = true;
  readonly #setup: EngineSetup;
  readonly #socket: string;
  #service: ChildDaemon | undefined;
  #scratch: string | undefined;
  #starting: Promise<Docker> | undefined;
  #asking: Promise<void> | undefined;
  #askedAtMs = 0;
  #closed = false;

  constructor(
    setup: EngineSetup,
    private readonly idleLimitS = IDLE_LIMIT_S,
  ) {
    super();
    this.#setup = setup;
    this.#socket = join(setup.runtimeDir, 'podman.sock');
  }

  protected async connect(): Promise<Docker> {
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
      await within(new Docker({ socketPath: this.#socket }).ping(), END_LIMIT_MS, "Podman's service");
    } catch {
      if (service) await within(service.ended, END_LIMIT_MS, "Podman's service").catch(() => undefined);
    }
  }

  async #start(): Promise<Docker> {
    const program = findProgram('podman', this.#setup.env);
    if (!program)
      throw new AppError('missing', 'Podman is not installed.', {
        hint: '`npm run setup` installs it, or choose another engine.',
      });
    await awaitServiceEnd(this.#socket);
    rmSync(this.#socket, { force: true });
    // Podman 4.3 leaves the tarball of every import, and what a cancelled build had, in its temporary folder: it gets
    // one of its own. On disk, not in the runtime folder, which can be memory: pulled layers go through it too.
    this.#scratch ??= makeScratchFolder(this.#setup.runtimeDir);
    const env = { ...(await podmanSettings(this.#setup)), TMPDIR: this.#scratch };
    // Rootless Podman runs itself again inside its user namespace; the outer process dies of SIGTERM without passing
    // it on, and the inner one lives on. timeout(1), here without a limit, passes it on to the whole group.
    // Our mark stays with timeout(1): Podman would pass it on to the pause process that all of the user's containers share.
    const words = [program, 'system', 'service', `--time=${this.idleLimitS}`, `unix://${this.#socket}`];
    const args = ['--kill-after=5', '0', 'env', `--unset=${OWNER_ENV}`, ...words];
    const service = startChildDaemon('timeout', args, env);
    this.#service = service;
    let over = false;
    void service.ended.then(() => {
      over = true;
      if (this.#service === service) {
        this.#service = undefined;
        this.#starting = undefined;
      }
    });
    const docker = new Docker({ socketPath: this.#socket });
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
      { what: "Podman's service", timeoutMs: READY_LIMIT_MS },
    );
    return docker;
  }

  /**
   * Podman looks only every 250 ms whether a container that it is to wait for has ended (its API's own `wait`, measured in
   * 4.3): 150 to 500 ms too late. The end of the output says when to ask; a program that closed it early, or left it to
   * a grandchild, is waited for as by any engine.
   */
  protected override async exitOf(container: Docker.Container, delivered: Promise<void>): Promise<number> {
    const waited = super.exitOf(container, delivered);
    return Promise.race([waited, delivered.then(() => statusSoon(container, waited))]);
  }

  /** Without images of its intermediate steps, which nobody would name or remove. */
  protected override readonly buildOptions = { layers: false };

  override async endBuild(buildId: string): Promise<void> {
    await this.call('end the build', (docker) => endPodmanBuild(docker, buildId));
  }

  override async create(spec: ContainerSpec, signal: AbortSignal): Promise<string> {
    refuseMissingSources(spec);
    const id = await super.create(spec, signal);
    if (!asksForLimits(spec)) return id;
    try {
      refuseIgnoredLimits(await this.call('show the container', (docker) => docker.getContainer(id).inspect()), spec);
      return id;
    } catch (error) {
      await this.remove(id);
      throw error;
    }
  }

  /** @throws AppError also when a process of it does not end */
  override async remove(containerId: string): Promise<void> {
    await super.remove(containerId);
    await endOrphans(containerId);
  }

  protected override outputOf(docker: Docker, container: Docker.Container, onOutput: (chunk: OutputChunk) => void) {
    const output = new PodmanOutput(onOutput);
    return { pass: output.pass, complete: () => output.complete(docker, container) };
  }

  async probe(): Promise<EngineState> {
    const base = {
      id: this.id,
      title: this.title,
      version: null,
      endpoint: 'started on demand',
      rootless: process.getuid?.() !== 0,
    };
    if (!findProgram('podman', this.#setup.env))
      return {
        ...base,
        state: 'missing',
        reason: 'Podman is not installed.',
        remedy: 'sudo apt-get install podman uidmap slirp4netns fuse-overlayfs runc',
      };
    try {
      const version = versionOf(await this.call('tell its version', (docker) => docker.version(), READY_LIMIT_MS));
      return {
        ...base,
        state: 'ready',
        version,
        reason: `Podman ${version} ${base.rootless ? 'runs without root' : 'runs as root'}; its service is our child.`,
      };
    } catch (error) {
      const failed = engineError(error, 'Podman did not answer', this.title);
      return { ...base, state: 'broken', reason: failed.message, remedy: 'podman info' };
    }
  }

  protected override async networkFinding(state: EngineState): Promise<EngineFinding> {
    return state.rootless ? rootlessNetworkFinding(state.version, this.#setup.env) : super.networkFinding(state);
  }

  protected override usersFinding(state: EngineState, info: EngineInfo): EngineFinding {
    return state.rootless ? userIdsFinding(this.#setup.env) : super.usersFinding(state, info);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#starting?.catch(() => undefined); // what is on its way up is ended as well
    const service = this.#service;
    if (!service) return this.#removeScratch();
    let over = false;
    void service.ended.then(() => {
      over = true;
    });
    service.kill('SIGTERM');
    await waitUntil(() => over, { what: "Podman's service to end", timeoutMs: END_LIMIT_MS }).catch(() =>
      service.kill('SIGKILL'),
    );
    await awaitServiceEnd(this.#socket);
    rmSync(this.#socket, { force: true });
    this.#removeScratch();
  }

  #removeScratch(): void {
    if (this.#scratch) removeWhole(this.#scratch);
    this.#scratch = undefined;
  }
}

const ASK_EVERY_MS = 10;
const ASK_TIMES = 20;

/** Asks a container that is about to end; one that goes on, or is gone, is left to the engine's own wait. */
async function statusSoon(container: Docker.Container, waited: Promise<number>): Promise<number> {
  for (let asked = 0; asked < ASK_TIMES; asked += 1) {
    const state = (await container.inspect().catch(() => undefined))?.State;
    if (!state) break;
    if (!state.Running && state.Status !== 'created') return state.ExitCode;
    await delay(ASK_EVERY_MS);
  }
  return waited;
}

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
