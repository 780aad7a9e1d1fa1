import type { EngineId } from '@shared/engines/registry';
import { engineLanguage } from '@shared/engines/registry';
import { AppError } from '@shared/model/app-error';
import type Docker from 'dockerode';
import { within } from '../../process/wait-until';
import { engineError } from '../engine-error';

/** A short question to a daemon that is up has its answer in milliseconds; one that is wedged never answers. */
const CALL_LIMIT_MS = 30_000;

/** Calls of the Docker-compatible API, each with a limit and its errors converted. How it is reached is each engine's own file. */
export abstract class ApiCalls {
  abstract readonly id: EngineId;
  /** @throws AppError when there is no way to the API */
  protected abstract connect(signal?: AbortSignal): Promise<Docker>;

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
