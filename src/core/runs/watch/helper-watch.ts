import { AppError } from '@shared/model/app-error';
import type { RunPlan, Step } from '@shared/planning/step';
import type { RootHelper } from '../../privilege/root-helper';

/**
 * A run whose helper goes away while it is needed cannot be ended in good order: the steps that wait are given up at once,
 * rather than each to find out for itself. What the helper had made, it has taken back.
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

  /** A step of the plan was done. */
  done(step: Step): void {
    if (step === this.#last) this.#needed = false;
    else if (step.do.kind === 'start-helper') {
      this.#needed = true;
      void this.helper.gone.then(() => {
        if (this.#needed) this.#lost.abort();
      });
    }
  }

  /** The run is over, one way or another. */
  end(): void {
    this.#needed = false;
  }

  /** @param error what made a step fail: of a lost helper only a consequence */
  reasonFor(error: unknown): unknown {
    if (!this.lost.aborted) return error;
    this.#reason ??= new AppError('command', 'The helper has ended in the middle of the recording.', {
      hint: 'What was written until then is kept. Record again: the helper is started anew, for a password.',
      cause: error,
    });
    return this.#reason;
  }
}
