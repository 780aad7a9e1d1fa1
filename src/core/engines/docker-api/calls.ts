import type { EngineId } from '@shared/engines/registry';
import { engineLanguage } from '@shared/engines/registry';
import { AppError } from '@shared/model/app-error';
import type Docker from 'dockerode';
import { limits } from '../../limits';
import { within } from '../../process/wait-until';
import { watched } from '../../process/watched';
import { engineError, engineLost, isBroken, isLost, isUnsent } from '../engine-error';

type Work<T> = (docker: Docker) => Promise<T>;

/** Calls of the Docker-compatible API with time limits and converted errors. Each engine's file implements the connection. */
export abstract class ApiCalls {
  abstract readonly id: EngineId;
  /** Whether the service that answers is a child of this process, which starts another one when it ends. */
  abstract readonly endsWithUs: boolean;
  /** @throws AppError when the API cannot be reached */
  protected abstract connect(signal?: AbortSignal): Promise<Docker>;

  protected get title(): string {
    return engineLanguage(this.id).title;
  }

  /**
   * Makes one call with a time limit and converts its errors. If this process's own service has ended before the call was sent,
   * the call goes to a new service.
   * @param doing the attempted work, as the end of "Docker did not …"
   * @throws AppError `command` as soon as the engine no longer answers, even before the limit
   */
  protected call<T>(doing: string, work: Work<T>, limitMs = limits().engineCall): Promise<T> {
    return this.attempt(doing, work, limitMs, isUnsent);
  }

  /**
   * Makes a call that only asks, or whose second time changes nothing. It also goes to a new service if this process's own
   * service ends during the call.
   * @param doing, limitMs as for call
   */
  protected repeatable<T>(doing: string, work: Work<T>, limitMs = limits().engineCall): Promise<T> {
    return this.attempt(doing, work, limitMs, isLost);
  }

  /** @param mayRepeat whether a call that failed with this error is made once more, if the service is this process's own */
  private async attempt<T>(
    doing: string,
    work: Work<T>,
    limitMs: number,
    mayRepeat: (error: unknown) => boolean,
  ): Promise<T> {
    try {
      return await this.once(doing, work, limitMs).catch((error: unknown) => {
        if (this.endsWithUs && mayRepeat(error)) return this.once(doing, work, limitMs);
        throw error;
      });
    } catch (error) {
      throw engineError(error, `${this.title} did not ${doing}`, this.title);
    }
  }

  private async once<T>(doing: string, work: Work<T>, limitMs: number): Promise<T> {
    const docker = await this.connect();
    try {
      return await this.whileThere(docker, within(work(docker), limitMs, `${this.title}: ${doing}`));
    } catch (error) {
      if (isBroken(error ?? {})) await this.abandon(docker);
      throw error;
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
