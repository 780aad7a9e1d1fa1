import { setTimeout as delay } from 'node:timers/promises';
import { createBody } from '@shared/engines/container-arguments';
import type { ContainerSpec } from '@shared/engines/container-spec';
import type { Problem } from '@shared/images/problem';
import type { EngineState } from '@shared/model/capabilities';
import { RUN_LABEL } from '@shared/model/labels';
import { parseOrThrow } from '@shared/model/parse';
import type { Warning } from '@shared/model/trace-record';
import type { ContainerTarget } from '@shared/request/run-config';
import type Docker from 'dockerode';
import { limits } from '../../limits';
import { within } from '../../process/wait-until';
import { watched } from '../../process/watched';
import type { ContainerFacts, Engine, OutputChunk, RunningContainer } from '../engine';
import { engineError, isLost } from '../engine-error';
import {
  type EngineFinding,
  type EngineInfo,
  engineInfoSchema,
  engineNetworksSchema,
  limitsFinding,
  networkFinding,
  storageFinding,
  usersFinding,
} from '../engine-finding';
import { refuseCancelled, statusOf } from './calls';
import { deliverOutput } from './container-output';
import { ApiImages } from './images';
import { exitCodeOf } from './replies';

const LOOK_AFTER_LOSS_MS = 250;

/** The Docker-compatible API of Docker and Podman, through dockerode. Each engine's file implements the connection. */
export abstract class ApiEngine extends ApiImages implements Engine {
  abstract probe(signal: AbortSignal): Promise<EngineState>;
  abstract close(): Promise<void>;

  async findings(state: EngineState): Promise<EngineFinding[]> {
    const reply: unknown = await this.repeatable('return its settings', (docker) => docker.info());
    const info = parseOrThrow(engineInfoSchema, reply, `${this.title}'s reply with its settings`);
    return [
      storageFinding(info),
      await this.networkFinding(state),
      limitsFinding(info, state.rootless === true),
      this.usersFinding(state, info),
    ];
  }

  async problems(_target: ContainerTarget): Promise<Problem[]> {
    return [];
  }

  protected async networkFinding(_state: EngineState): Promise<EngineFinding> {
    const reply: unknown = await this.repeatable('list its networks', (docker) => docker.listNetworks());
    return networkFinding(parseOrThrow(engineNetworksSchema, reply, `${this.title}'s list of networks`));
  }

  protected usersFinding(_state: EngineState, info: EngineInfo): EngineFinding {
    return usersFinding(info);
  }

  async create(spec: ContainerSpec, signal: AbortSignal): Promise<string> {
    const body = this.bodyOf(spec);
    // A cancel does not abort this call. The engine would continue, and create the container after the cleanup searched for it.
    const container = await this.call('create the container', (docker) => docker.createContainer(body));
    refuseCancelled(signal);
    return container.id;
  }

  /** The body of the API call; engines override it. @throws AppError `config` for a request that the API cannot express */
  protected bodyOf(spec: ContainerSpec): ReturnType<typeof createBody> {
    return createBody(spec);
  }

  async start(
    containerId: string,
    onOutput: (chunk: OutputChunk) => void,
    _signal?: AbortSignal,
    onNotice: (notice: Warning) => void = () => undefined,
  ): Promise<RunningContainer> {
    const docker = await this.connect();
    const container = docker.getContainer(containerId);
    const stream = await this.call('attach to the container', () =>
      container.attach({ stream: true, stdout: true, stderr: true }),
    );
    const output = this.outputOf(docker, containerId, onOutput);
    const delivered = deliverOutput(stream, output.pass);
    await this.call('start the container', () => container.start());
    const checkMonitor = this.monitorWatch(containerId, onNotice);
    const look = async (): Promise<number | undefined> => {
      const inspected = await this.answerOf(docker, container.inspect());
      const { State } = inspected ?? {};
      return State && (exitCodeOf(State) ?? checkMonitor(State.Pid));
    };
    const exited = this.exitOf(container, delivered);
    const ended = watched(exited, { look, everyMs: limits().engineLook, early: delivered })
      .catch((error: unknown) => {
        if (this.endsWithUs && isLost(error)) return this.endAfterLoss(containerId, checkMonitor, onNotice);
        throw error;
      })
      .then(async (status) => {
        await within(delivered, 10_000, 'the end of the output').catch(() => undefined); // a grandchild can keep the pipe open
        await this.whileThere(docker, output.complete());
        return status;
      })
      .catch((error: unknown) => {
        throw engineError(error, `${this.title} lost the container`, this.title);
      });
    ended.catch(() => undefined); // the caller handles the error
    return { ended };
  }

  /** What to say about a service that ended while a container was running; undefined for a container that was asked to end. */
  protected noticeOfLoss(_containerId: string): Warning | undefined {
    return undefined;
  }

  /**
   * Waits for the end of a container whose service has ended. The container does not depend on it, and a new service knows it.
   * @returns the exit code
   */
  private async endAfterLoss(
    containerId: string,
    checkMonitor: (firstPid: number) => number | undefined,
    onNotice: (notice: Warning) => void,
  ): Promise<number> {
    for (let looks = 0; ; looks += 1) {
      const { State } = await this.repeatable('show the container', (docker) =>
        docker.getContainer(containerId).inspect(),
      );
      const exitCode = exitCodeOf(State) ?? checkMonitor(State.Pid);
      if (exitCode !== undefined) return exitCode;
      // Not at the first look: a signal to all processes ends the service just before this process asks the container to end.
      const notice = looks === 1 ? this.noticeOfLoss(containerId) : undefined;
      if (notice) onNotice(notice);
      await delay(LOOK_AFTER_LOSS_MS);
    }
  }

  /**
   * Returns a check of the process that reports a container's end to the engine.
   * @returns a function of the pid of the container's first process, which the engine reports as running. A returned exit code,
   *   or an error, ends the wait
   */
  protected monitorWatch(
    _containerId: string,
    _onNotice: (notice: Warning) => void,
  ): (firstPid: number) => number | undefined {
    return () => undefined;
  }

  /** Functions that pass on a container's output, and complete it at the end if the engine may have lost some. */
  protected outputOf(
    _docker: Docker,
    _containerId: string,
    onOutput: (chunk: OutputChunk) => void,
  ): { pass(chunk: OutputChunk): void; complete(): Promise<void> } {
    return { pass: onOutput, complete: async () => undefined };
  }

  /**
   * Waits for the exit status of a started container. Call it after the start, since the engine's condition "not running" is
   * also true for a created container. It is still true for a container that has ended meanwhile, so that no end is missed.
   * @param _delivered settles when the output has ended, which can be before or after the container's end
   */
  protected async exitOf(container: Docker.Container, _delivered: Promise<void>): Promise<number> {
    const result = (await container.wait()) as { StatusCode: number };
    return result.StatusCode;
  }

  async stop(containerId: string, graceS: number): Promise<void> {
    await this.gone(
      this.repeatable(
        'stop the container',
        (docker) => docker.getContainer(containerId).stop({ t: graceS }),
        (graceS + 30) * 1000,
      ),
    );
  }

  async findByRun(runId: string): Promise<ContainerFacts[]> {
    const filters = { label: [`${RUN_LABEL}=${runId}`] };
    const found = await this.repeatable('list its containers', (docker) =>
      docker.listContainers({ all: true, filters }),
    );
    const facts = found.map((container) =>
      this.inspect(container.Id).catch((error: unknown) => {
        if (statusOf(error) === 404) return []; // removed since it was listed
        throw error;
      }),
    );
    return (await Promise.all(facts)).flat();
  }
}
