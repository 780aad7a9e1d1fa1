import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { AppError } from '@shared/model/app-error';
import type { BuildRequest, ImageDetails, ImageSummary } from '../engine';
import { engineError } from '../engine-error';
import { followProgress } from './build-progress';
import { refuseCancelled } from './calls';
import { ApiContainerRemoval } from './container-removal';
import { imageDetails, imageSummary } from './replies';

/** The images of an engine with the Docker-compatible API. */
export abstract class ApiImages extends ApiContainerRemoval {
  async images(): Promise<ImageSummary[]> {
    const list = await this.repeatable('list its images', (docker) => docker.listImages());
    return list.map(imageSummary);
  }

  async inspectImage(reference: string): Promise<ImageDetails> {
    try {
      return imageDetails(await this.repeatable('show the image', (docker) => docker.getImage(reference).inspect()));
    } catch (error) {
      const failed = engineError(error, 'inspect', this.title);
      if (failed.code !== 'missing' || failed.detail === undefined) throw failed;
      throw new AppError('missing', `${this.title} has no image ${reference}.`, {
        hint: `Fetch the image with \`${this.id} pull ${reference}\`, build it, or choose an image that \`images\` lists.`,
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
        // `repo` contains the tag, since Podman 4.3 ignores the API's parameter `tag` and uses `latest`.
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

  /** Query parameters of the build call that only one engine supports. */
  protected readonly buildOptions: Record<string, boolean> = {};

  /** Does nothing, since Docker ends the step and removes its containers when the client disconnects. */
  async endBuild(_buildId: string): Promise<void> {}

  async removeImage(reference: string): Promise<void> {
    await this.gone(this.repeatable('remove the image', (docker) => docker.getImage(reference).remove()));
  }

  async exportImage<T>(
    reference: string,
    labels: Record<string, string>,
    signal: AbortSignal,
    read: (stream: Readable) => Promise<T>,
  ): Promise<T> {
    const docker = await this.connect();
    const { id } = await this.call('create a container to inspect the image', () =>
      docker.createContainer({
        Image: reference,
        Cmd: ['-'],
        Labels: labels,
        NetworkDisabled: true,
      }),
    );
    try {
      refuseCancelled(signal);
      const exported = this.call('export the image', () => docker.getContainer(id).export());
      const stream = (await exported) as Readable;
      const stop = (): void =>
        void stream.destroy(new AppError('cancelled', 'Cancelled while the image was inspected.'));
      signal.addEventListener('abort', stop, { once: true });
      try {
        return await this.whileThere(docker, read(stream));
      } catch (error) {
        throw engineError(error, `${this.title} did not export the image`, this.title);
      } finally {
        signal.removeEventListener('abort', stop);
        stream.destroy(); // an unread stream would prevent the removal of the container
      }
    } finally {
      await this.remove(id);
    }
  }
}
