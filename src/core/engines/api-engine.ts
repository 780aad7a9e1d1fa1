import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { createBody } from '@shared/engines/container-arguments';
import type { ContainerSpec } from '@shared/engines/container-spec';
import { type EngineId, engineLanguage } from '@shared/engines/registry';
import { AppError } from '@shared/model/app-error';
import type { EngineState } from '@shared/model/capabilities';
import { RUN_LABEL } from '@shared/model/labels';
import { parseOrThrow } from '@shared/model/parse';
import type Docker from 'dockerode';
import { waitUntil, within } from '../process/wait-until';
import { followProgress } from './build-progress';
import { deliverOutput } from './container-output';
import type {
  BuildRequest,
  ContainerFacts,
  Engine,
  ImageDetails,
  ImageSummary,
  OutputChunk,
  RunningContainer,
} from './engine';
import { engineError } from './engine-error';
import {
  type EngineFinding,
  type EngineInfo,
  engineInfoSchema,
  engineNetworksSchema,
  limitsFinding,
  networkFinding,
  storageFinding,
  usersFinding,
} from './engine-finding';
import { containerFacts, imageDetails, imageSummary } from './engine-replies';

/** A short question to a daemon that is up has its answer in milliseconds; one that is wedged never answers. */
const CALL_LIMIT_MS = 30_000;
/** A removal that another client asked for, the process that we clean up after. */
const REMOVAL_LIMIT_MS = 10_000;

/** What Docker and Podman share: the Docker-compatible API, through dockerode. How it is reached is each engine's own file. */
export abstract class ApiEngine implements Engine {
  abstract readonly id: EngineId;
  abstract readonly endsWithUs: boolean;
  /** @throws AppError when there is no way to the API */
  protected abstract connect(signal?: AbortSignal): Promise<Docker>;
  abstract probe(signal: AbortSignal): Promise<EngineState>;
  abstract close(): Promise<void>;

  protected get title(): string {
    return engineLanguage(this.id).title;
  }

  /** One call with a limit, its errors converted. */
  protected async call<T>(doing: string, work: (docker: Docker) => Promise<T>, limitMs = CALL_LIMIT_MS): Promise<T> {
    try {
      const docker = await this.connect();
      return await within(work(docker), limitMs, `${this.title}: ${doing}`);
    } catch (error) {
      throw engineError(error, `${this.title} did not ${doing}`, this.title);
    }
  }

  async findings(state: EngineState): Promise<EngineFinding[]> {
    const reply: unknown = await this.call('tell about itself', (docker) => docker.info());
    const info = parseOrThrow(engineInfoSchema, reply, `${this.title}'s answer about itself`);
    return [
      storageFinding(info),
      await this.networkFinding(state),
      limitsFinding(info, state.rootless === true),
      this.usersFinding(state, info),
    ];
  }

  protected async networkFinding(_state: EngineState): Promise<EngineFinding> {
    const reply: unknown = await this.call('list its networks', (docker) => docker.listNetworks());
    return networkFinding(parseOrThrow(engineNetworksSchema, reply, `${this.title}'s list of networks`));
  }

  protected usersFinding(_state: EngineState, info: EngineInfo): EngineFinding {
    return usersFinding(info);
  }

  async images(): Promise<ImageSummary[]> {
    const list = await this.call('list its images', (docker) => docker.listImages());
    return list.map(imageSummary);
  }

  async inspectImage(reference: string): Promise<ImageDetails> {
    try {
      return imageDetails(await this.call('show the image', (docker) => docker.getImage(reference).inspect()));
    } catch (error) {
      const failed = engineError(error, 'inspect', this.title);
      if (failed.code !== 'missing' || failed.detail === undefined) throw failed;
      throw new AppError('missing', `${this.title} has no image ${reference}.`, {
        hint: `Fetch it with \`${this.id} pull ${reference}\`, build it, or choose one that \`images\` lists.`,
        cause: error,
      });
    }
  }

  async pull(reference: string, onProgress: (line: string) => void, signal: AbortSignal): Promise<void> {
    await this.call(
      'pull the image',
      async (docker) =>
        followProgress(docker, await docker.pull(reference, { abortSignal: signal }), onProgress, signal),
      30 * 60_000,
    );
  }

  async importRootfs(tarball: string, tag: string, signal: AbortSignal): Promise<string> {
    await this.call(
      'import the root file system',
      async (docker) => {
        // The tag goes into `repo`: Podman 4.3 does not look at the API's own `tag` and makes it `latest`.
        const stream = await docker.importImage(createReadStream(tarball), { repo: tag, abortSignal: signal });
        await followProgress(docker, stream, () => undefined, signal);
      },
      10 * 60_000,
    );
    return (await this.inspectImage(tag)).id;
  }

  async build(request: BuildRequest): Promise<string> {
    await this.call(
      'build the image',
      async (docker) => {
        const stream = await docker.buildImage(
          { context: request.contextDir, src: ['.'] },
          {
            t: request.tag,
            dockerfile: 'Containerfile',
            networkmode: 'host',
            buildargs: request.buildArgs,
            labels: request.labels,
            rm: true,
            forcerm: true,
            ...this.buildOptions,
            abortSignal: request.signal,
          },
        );
        await followProgress(docker, stream, request.onProgress, request.signal);
      },
      60 * 60_000,
    );
    return (await this.inspectImage(request.tag)).id;
  }

  /** Query parameters of the build call that only one engine knows. */
  protected readonly buildOptions: Record<string, boolean> = {};

  /** Docker ends the step and removes its containers when the client goes away. */
  async endBuild(_buildId: string): Promise<void> {}

  async removeImage(reference: string): Promise<void> {
    await this.gone(this.call('remove the image', (docker) => docker.getImage(reference).remove()));
  }

  async exportImage<T>(
    reference: string,
    labels: Record<string, string>,
    signal: AbortSignal,
    read: (stream: Readable) => Promise<T>,
  ): Promise<T> {
    const container = await this.call('create a container to look into the image', (docker) =>
      docker.createContainer({
        Image: reference,
        Cmd: ['-'],
        Labels: labels,
        NetworkDisabled: true,
      }),
    );
    try {
      refuseCancelled(signal);
      const stream = (await this.call('export the image', () => container.export())) as Readable;
      const stop = (): void =>
        void stream.destroy(new AppError('cancelled', 'Cancelled while looking into the image.'));
      signal.addEventListener('abort', stop, { once: true });
      try {
        return await read(stream);
      } finally {
        signal.removeEventListener('abort', stop);
        stream.destroy(); // one that was not read to its end would hold the container
      }
    } finally {
      await this.remove(container.id);
    }
  }

  async create(spec: ContainerSpec, signal: AbortSignal): Promise<string> {
    const body = createBody(spec);
    // Not given up half-way on a cancel: the engine would go on, and make it after the clean-up had looked for it.
    const container = await this.call('create the container', (docker) => docker.createContainer(body));
    refuseCancelled(signal);
    return container.id;
  }

  async start(containerId: string, onOutput: (chunk: OutputChunk) => void): Promise<RunningContainer> {
    const docker = await this.connect();
    const container = docker.getContainer(containerId);
    const stream = await this.call('attach to the container', () =>
      container.attach({ stream: true, stdout: true, stderr: true }),
    );
    const output = this.outputOf(docker, container, onOutput);
    const delivered = deliverOutput(docker, stream, output.pass);
    await this.call('start the container', () => container.start());
    const ended = this.exitOf(container, delivered)
      .then(async (status) => {
        await within(delivered, 10_000, 'the end of the output').catch(() => undefined); // a grandchild may hold the pipe open
        await output.complete();
        return status;
      })
      .catch((error: unknown) => {
        throw engineError(error, `${this.title} lost the container`, this.title);
      });
    return { ended };
  }

  /** How a container's output is passed on, and completed at its end where the engine may have lost some. */
  protected outputOf(
    _docker: Docker,
    _container: Docker.Container,
    onOutput: (chunk: OutputChunk) => void,
  ): { pass(chunk: OutputChunk): void; complete(): Promise<void> } {
    return { pass: onOutput, complete: async () => undefined };
  }

  /**
   * The exit status of a container that was started. Asked for after the start: the condition "not running" is true for
   * one that was only created, and still true for one that has ended meanwhile, so that a command that ends at once is
   * not missed.
   * @param _delivered settles when its output has ended, which may be before or after its end
   */
  protected async exitOf(container: Docker.Container, _delivered: Promise<void>): Promise<number> {
    const result = (await container.wait()) as { StatusCode: number };
    return result.StatusCode;
  }

  async inspect(containerId: string): Promise<ContainerFacts> {
    return containerFacts(
      await this.call('show the container', (docker) => docker.getContainer(containerId).inspect()),
    );
  }

  async stop(containerId: string, graceS: number): Promise<void> {
    await this.gone(
      this.call(
        'stop the container',
        (docker) => docker.getContainer(containerId).stop({ t: graceS }),
        (graceS + 30) * 1000,
      ),
    );
  }

  async remove(containerId: string): Promise<void> {
    const removal = this.call('remove the container', (docker) =>
      docker.getContainer(containerId).remove({ force: true, v: true }),
    );
    try {
      await this.gone(removal);
    } catch (error) {
      if (statusOf(error) !== 409) throw error;
      await this.removedByAnother(containerId, error); // Docker: "removal of container … is already in progress"
    }
  }

  private async removedByAnother(containerId: string, conflict: unknown): Promise<void> {
    const isGone = (): Promise<boolean> =>
      this.inspect(containerId).then(
        () => false,
        (error: unknown) => statusOf(error) === 404,
      );
    await waitUntil(isGone, { what: 'the container to be removed', timeoutMs: REMOVAL_LIMIT_MS }).catch(() => {
      throw conflict;
    });
  }

  async findByRun(runId: string): Promise<ContainerFacts[]> {
    const filters = { label: [`${RUN_LABEL}=${runId}`] };
    const found = await this.call('list its containers', (docker) => docker.listContainers({ all: true, filters }));
    const facts = found.map((container) =>
      this.inspect(container.Id).catch((error: unknown) => {
        if (statusOf(error) === 404) return []; // gone since it was listed
        throw error;
      }),
    );
    return (await Promise.all(facts)).flat();
  }

  /** A thing that is gone, or stopped already (304), is what was wanted. */
  private async gone(work: Promise<unknown>): Promise<void> {
    try {
      await work;
    } catch (error) {
      const status = statusOf(error);
      if (status !== 404 && status !== 304) throw error;
    }
  }
}

/** The container that was made meanwhile carries its run's label: the run's undo removes it. */
function refuseCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw new AppError('cancelled', 'Cancelled while the container was made.');
}

/** The HTTP status of the engine's refusal. */
const statusOf = (error: unknown): number | undefined =>
  error instanceof AppError ? (error.cause as { statusCode?: number } | undefined)?.statusCode : undefined;
