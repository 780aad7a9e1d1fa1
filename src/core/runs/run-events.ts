import { toAppError } from '@shared/model/app-error';
import type { RunEvent } from '@shared/model/run-event';
import type { RunLog } from './run-log';

/** Reports what happens in a run, in order: to one observer and to run.log. */
export class RunEvents {
  constructor(
    private readonly observe: (event: RunEvent) => void,
    private readonly log: RunLog,
  ) {}

  readonly emit = (event: RunEvent): void => {
    const warning = this.log.add(event);
    this.observe(event);
    if (warning) this.observe(warning);
  };

  /**
   * Runs a step and reports its start and its end. All steps, of the plan and before it, are run with this method.
   * @param explain the error to report and throw instead of the one that the work threw
   * @throws what `explain` returns
   */
  async step<T>(stepId: string, work: () => Promise<T>, explain = (error: unknown): unknown => error): Promise<T> {
    const began = performance.now();
    this.emit({ type: 'step-started', at: Date.now(), stepId });
    try {
      const value = await work();
      this.emit({ type: 'step-finished', at: Date.now(), stepId, durationMs: performance.now() - began });
      return value;
    } catch (thrown) {
      const error = explain(thrown);
      this.emit({ type: 'step-failed', at: Date.now(), stepId, error: toAppError(error).toData() });
      throw error;
    }
  }
}
