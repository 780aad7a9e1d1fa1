import { AppError } from '@shared/model/app-error';
import type { Step } from '@shared/planning/step';

/**
 * An engine that ends after a Stop. A reboot and the end of a service stop the engine and the recording at the same time, and the
 * containers end with their engine. The trace is still complete, so its remaining steps run. The journal keeps the container for
 * `recover`.
 */
export class EngineLoss {
  #error: AppError | undefined;

  /** Why steps of containers could not run; undefined if all could. */
  get error(): AppError | undefined {
    return this.#error;
  }

  /**
   * Whether the other steps run although this one failed.
   * @param isStopped whether a Stop was requested, and the program had begun
   */
  excuses({ do: action }: Step, error: unknown, isStopped: boolean): boolean {
    const isOfContainer = action.kind === 'run-container' || action.kind === 'remove-container';
    if (!isStopped || !isOfContainer || !(error instanceof AppError) || error.code !== 'missing') return false;
    this.#error ??= error;
    return true;
  }
}
