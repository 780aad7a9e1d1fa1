import { setTimeout as delay } from 'node:timers/promises';
import type { ContainerSpec } from '@shared/engines/container-spec';
import { podmanBody } from '@shared/engines/podman-body';
import type { Problem } from '@shared/images/problem';
import type { EngineState } from '@shared/model/capabilities';
import type { Warning } from '@shared/model/trace-record';
import type { ContainerTarget } from '@shared/request/run-config';
import type Docker from 'dockerode';
import { toInstall } from '../../files/install-hint';
import { limits } from '../../limits';
import { statusOf } from '../docker-api/calls';
import { ApiEngine } from '../docker-api/engine';
import { exitCodeOf } from '../docker-api/replies';
import { versionOf } from '../docker-api/version-reply';
import type { ContainerFacts, OutputChunk } from '../engine';
import { engineError } from '../engine-error';
import type { EngineFinding, EngineInfo } from '../engine-finding';
import type { EngineSetup } from '../engine-setup';
import { findProgram } from '../find-program';
import { asksForLimits, refuseIgnoredLimits, refuseMissingSources } from '../spec-checks';
import { endPodmanBuild } from './builds';
import { userIdsFinding } from './findings';
import { askForLabels } from './labels';
import { endStoppedMonitors, MonitorWatch } from './monitor';
import { listByRun } from './native-list';
import { rootlessNetworkFinding, rootlessNetworkProblem } from './network';
import { endOrphans } from './orphans';
import { PodmanOutput } from './output';
import { PodmanService } from './service';
import { refuseUnsupportedVolumes } from './volumes';

/** Podman, rootless or as root, through its Docker-compatible API. Its service is our child, started on demand. */
export class PodmanEngine extends ApiEngine {
  readonly id = 'podman';
  readonly endsWithUs = true;
  readonly #setup: EngineSetup;
  readonly #service: PodmanService;
  /** Containers that were asked to end. */
  readonly #stopping = new Set<string>();
  /** Of the containers that were started. */
  readonly #watches = new Map<string, MonitorWatch>();

  /** @param idleLimitS see PodmanService */
  constructor(setup: EngineSetup, idleLimitS?: number) {
    super();
    this.#setup = setup;
    this.#service = new PodmanService(setup, idleLimitS);
  }

  protected connect(): Promise<Docker> {
    return this.#service.connect();
  }

  protected override abandon(docker: Docker): Promise<void> {
    return this.#service.abandon(docker);
  }

  close(): Promise<void> {
    return this.#service.close();
  }

  protected override monitorWatch(containerId: string, onNotice: (notice: Warning) => void) {
    const watch = new MonitorWatch(containerId, onNotice, () => this.#stopping.has(containerId));
    this.#watches.set(containerId, watch);
    return (firstPid: number) => watch.look(firstPid);
  }

  protected override noticeOfLoss(containerId: string): Warning | undefined {
    return this.#stopping.has(containerId) ? undefined : SERVICE_RESTARTED;
  }

  override async stop(containerId: string, graceS: number): Promise<void> {
    this.#stopping.add(containerId);
    endStoppedMonitors(containerId);
    try {
      await super.stop(containerId, graceS);
    } catch (error) {
      // Without its monitor nobody reports the container's end, which Podman waits for (4.3).
      if (!(await this.#watches.get(containerId)?.endUnmonitored())) throw error;
    }
  }

  /**
   * Inspects the container when its output ends, and otherwise waits as for any engine. The `wait` call of Podman's API polls
   * every 250 ms only and returns 150 to 500 ms late (measured with 4.3). A program can close its output early, or leave it to
   * a grandchild.
   */
  protected override async exitOf(container: Docker.Container, delivered: Promise<void>): Promise<number> {
    const waited = super.exitOf(container, delivered);
    return Promise.race([waited, delivered.then(() => statusSoon(container, waited))]);
  }

  /** Creates no images of intermediate steps, which would stay unnamed in the store. */
  protected override readonly buildOptions = { layers: false };

  override async endBuild(buildId: string): Promise<void> {
    await this.call('end the build', (docker) => endPodmanBuild(docker, buildId));
  }

  protected override bodyOf(spec: ContainerSpec): ReturnType<typeof podmanBody> {
    refuseUnsupportedVolumes(spec.volumes);
    return podmanBody(spec);
  }

  override async create(spec: ContainerSpec, signal: AbortSignal): Promise<string> {
    refuseMissingSources(spec);
    const id = await super.create(spec, signal);
    if (!asksForLimits(spec)) return id;
    try {
      refuseIgnoredLimits(
        await this.repeatable('show the container', (docker) => docker.getContainer(id).inspect()),
        spec,
      );
      return id;
    } catch (error) {
      await this.remove(id);
      throw error;
    }
  }

  override async findByRun(runId: string): Promise<ContainerFacts[]> {
    try {
      return await super.findByRun(runId);
    } catch (error) {
      if (statusOf(error) !== 500) throw error;
      return this.repeatable('list its containers', (docker) => listByRun(docker, runId));
    }
  }

  /** @throws AppError also when a process of the container does not end */
  override async remove(containerId: string): Promise<void> {
    endStoppedMonitors(containerId);
    await super.remove(containerId);
    this.#stopping.delete(containerId);
    this.#watches.delete(containerId);
    await endOrphans(containerId);
  }

  protected override outputOf(docker: Docker, containerId: string, onOutput: (chunk: OutputChunk) => void) {
    const output = new PodmanOutput(onOutput);
    return { pass: output.pass, complete: () => output.complete(docker, containerId) };
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
        remedy: toInstall('podman', 'id-maps', 'slirp4netns', 'fuse-overlayfs', 'runc'),
      };
    try {
      const version = versionOf(
        await this.repeatable('return its version', (docker) => docker.version(), limits().serviceReady),
      );
      return {
        ...base,
        state: 'ready',
        version,
        labels: await this.repeatable('return its settings', askForLabels, limits().serviceReady),
        reason: `Podman ${version} ${base.rootless ? 'runs without root' : 'runs as root'}. The app starts its service on demand.`,
      };
    } catch (error) {
      const failed = engineError(error, 'Podman did not answer', this.title);
      return { ...base, state: 'broken', reason: failed.message, remedy: 'podman info' };
    }
  }

  /** @throws AppError `config` for a volume that cannot be bound */
  override async problems(target: ContainerTarget): Promise<Problem[]> {
    refuseUnsupportedVolumes(target.volumes);
    if (process.getuid?.() === 0) return [];
    const version = versionOf(await this.repeatable('return its version', (docker) => docker.version()));
    return rootlessNetworkProblem(target.network, version, this.#setup.env);
  }

  protected override async networkFinding(state: EngineState): Promise<EngineFinding> {
    return state.rootless ? rootlessNetworkFinding(state.version, this.#setup.env) : super.networkFinding(state);
  }

  protected override usersFinding(state: EngineState, info: EngineInfo): EngineFinding {
    return state.rootless ? userIdsFinding(this.#setup.env) : super.usersFinding(state, info);
  }
}

/** The notice of a service that was lost while a container was running. */
export const SERVICE_RESTARTED = {
  code: 'engine-restarted',
  message: "Podman's service ended during the recording and was started again. The container was not affected.",
  hint: 'Output that the program printed meanwhile is shown at its end, and can be incomplete.',
} as const satisfies Warning;

const ASK_EVERY_MS = 10;
const ASK_TIMES = 20;

/** Polls a container that is about to end. Falls back to the engine's wait for one that continues or no longer exists. */
async function statusSoon(container: Docker.Container, waited: Promise<number>): Promise<number> {
  for (let asked = 0; asked < ASK_TIMES; asked += 1) {
    const state = (await container.inspect().catch(() => undefined))?.State;
    if (!state) break;
    const exitCode = exitCodeOf(state);
    if (exitCode !== undefined) return exitCode;
    await delay(ASK_EVERY_MS);
  }
  return waited;
}
