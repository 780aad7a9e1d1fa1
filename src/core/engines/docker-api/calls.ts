import type { EngineId } from '@shared/engines/registry';
import { engineLanguage } from '@shared/engines/registry';
import { AppError } from '@shared/model/app-error';
import type Docker from 'dockerode';
import { limits } from '../../limits';
import { within } from '../../process/wait-until';
import { watched } from '../../process/watched';
import { engineError, engineLost } from '../engine-error';

/** Calls of the Docker-compatible API with time limits and converted errors. Each engine's file implements the connection. */
export abstract class ApiCalls {
  abstract readonly id: EngineId;
  /** @throws AppError when the API cannot be reached */
  protected abstract connect(signal?: AbortSignal): Promise<Docker>;

  protected get title(): string {
    return engineLanguage(this.id).title;
  }

  /**
   * Makes one call with a time limit and converts its errors.
   * @param doing the attempted work, as the end of "Docker did not …"
   * @throws AppError `command` as soon as the engine no longer answers, even before the limit
   */
  protected async call<T>(
    doing: string,
    work: (docker: Docker) => Promise<T>,
    limitMs = limits().engineCall,
  ): Promise<T> {
    try {
      const docker = await this.connect();
      return await this.whileThere(docker, within(work(docker), limitMs, `${this.title}: ${doing}`));
    } catch (error) {
      throw engineError(error, `${this.title} did not ${doing}`, this.title);
    }
  }

  /** Waits for work of the engine. @throws AppError `command` as soon as the engine no longer answers */
  protected whileThere<T>(docker: Docker, work: Promise<T>): Promise<T> {
    const look = async (): Promise<undefined> => void (await this.answerOf(docker, docker.ping()));
    return watched(work, { look, everyMs: limits().engineLook });
  }

  /**
   * Waits for the answer to a request that a running engine answers immediately. A refusal counts as an answer.
   * @returns undefined when the engine refuses
   * @throws AppError `missing` for a container that no longer exists, `command` when the engine does not answer
   */
  protected async answerOf<T>(docker: Docker, reply: Promise<T>): Promise<T | undefined> {
    try {
      return await within(reply, limits().engineAnswer, `${this.title}'s answer`);
    } catch (error) {
      const { statusCode } = error as { statusCode?: number };
      if (statusCode === 404) throw error;
      if (statusCode !== undefined) return undefined;
      await this.abandon(docker);
      throw engineLost(error, this.title);
    }
  }

  /** Ends the service of a connection that does not answer, if the service is ours. The next call connects to a new one. */
  protected async abandon(_docker: Docker): Promise<void> {}

  /** Waits for a removal or stop. Ignores that the container or image no longer exists, or is already stopped (304). */
  protected async gone(work: Promise<unknown>): Promise<void> {
    try {
      await work;
    } catch (error) {
      const status = statusOf(error);
      if (status !== 404 && status !== 304) throw error;
    }
  }
}

/** The HTTP status of the engine's refusal. */
export const statusOf = (error: unknown): number | undefined =>
  error instanceof AppError ? (error.cause as { statusCode?: number } | undefined)?.statusCode : undefined;

/** Throws when the signal has fired. The run's undo removes a container that was created meanwhile, by its label. */
export function refuseCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw new AppError('cancelled', 'Cancelled while the container was created.');
}
