import type { EngineId } from '@shared/engines/registry';
import { engineLanguage } from '@shared/engines/registry';
import { AppError } from '@shared/model/app-error';
import type Docker from 'dockerode';
import { limits } from '../../limits';
import { within } from '../../process/wait-until';
import { watched } from '../../process/watched';
import { engineError, engineLost } from '../engine-error';

/** Calls of the Docker-compatible API, each with a limit and its errors converted. How it is reached is each engine's own file. */
export abstract class ApiCalls {
  abstract readonly id: EngineId;
  /** @throws AppError when there is no way to the API */
  protected abstract connect(signal?: AbortSignal): Promise<Docker>;

  protected get title(): string {
    return engineLanguage(this.id).title;
  }

  /**
   * One call with a limit, its errors converted.
   * @throws AppError `command` as soon as the engine does not answer any more, however long the limit is
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

  /** Waits for work of the engine's. @throws AppError `command` as soon as the engine does not answer any more */
  protected whileThere<T>(docker: Docker, work: Promise<T>): Promise<T> {
    const look = async (): Promise<undefined> => void (await this.answerOf(docker, docker.ping()));
    return watched(work, { look, everyMs: limits().engineLook });
  }

  /**
   * The answer to a question that an engine that is up answers at once. A refusal is an answer, too.
   * @returns undefined when the engine refuses
   * @throws AppError `missing` for a thing that is gone, `command` when the engine does not answer
   */
  protected async answerOf<T>(docker: Docker, question: Promise<T>): Promise<T | undefined> {
    try {
      return await within(question, limits().engineAnswer, `${this.title}'s answer`);
    } catch (error) {
      const { statusCode } = error as { statusCode?: number };
      if (statusCode === 404) throw error;
      if (statusCode !== undefined) return undefined;
      await this.abandon(docker);
      throw engineLost(error, this.title);
    }
  }

  /** Ends what serves a connection that does not answer, where it is ours: the next call finds another. */
  protected async abandon(_docker: Docker): Promise<void> {}

  /** A thing that is gone, or stopped already (304), is what was wanted. */
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

/** What was made meanwhile carries its run's label: the run's undo removes it. */
export function refuseCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw new AppError('cancelled', 'Cancelled while the container was made.');
}
