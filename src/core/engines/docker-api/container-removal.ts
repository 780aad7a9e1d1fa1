import { waitUntil } from '../../process/wait-until';
import type { ContainerFacts } from '../engine';
import { ApiCalls, statusOf } from './calls';
import { containerFacts } from './replies';

/** Time limit for a removal by another client, for example the process that we clean up after. */
const REMOVAL_LIMIT_MS = 10_000;

/** Removes containers. Waits for the end of a removal that another client has started. */
export abstract class ApiContainerRemoval extends ApiCalls {
  async inspect(containerId: string): Promise<ContainerFacts> {
    return containerFacts(
      await this.repeatable('show the container', (docker) => docker.getContainer(containerId).inspect()),
    );
  }

  async remove(containerId: string): Promise<void> {
    const removal = this.repeatable('remove the container', (docker) =>
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
}
