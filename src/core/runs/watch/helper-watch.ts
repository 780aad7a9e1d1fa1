import { AppError } from '@shared/model/app-error';
import type { RunPlan, Step } from '@shared/planning/step';
import type { RootHelper } from '../../privilege/root-helper';

/**
 * Detects that the helper ends while the run still needs it. The run cannot complete then, so all waiting steps are
 * abandoned at once. The helper cleans up by itself when it ends.
 */
export class HelperWatch {
  readonly #lost = new AbortController();
  readonly #last: Step | undefined;
  #needed = false;
  #reason: AppError | undefined;

  constructor(
    plan: RunPlan,
    private readonly helper: RootHelper,
  ) {
    this.#last = plan.steps.findLast(({ privilege }) => privilege === 'helper');
  }

  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  /** To be called after each step of the plan. */
  done(step: Step): void {
    if (step === this.#last) this.#needed = false;
    else if (step.do.kind === 'start-helper') {
      this.#needed = true;
      void this.helper.gone.then(() => {
        if (this.#needed) this.#lost.abort();
      });
    }
  }

  /** The run has ended. */
  end(): void {
    this.#needed = false;
  }

  /** @param error of a failed step. @returns the error to report: after the helper was lost, that is the cause */
  reasonFor(error: unknown): unknown {
    if (!this.lost.aborted) return error;
    this.#reason ??= new AppError('command', 'The privileged helper ended during the recording.', {
      hint: 'The data recorded until then was kept. Record again; you will be asked for your password.',
      cause: error,
    });
    return this.#reason;
  }
}
