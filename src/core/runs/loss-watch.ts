import type { RunPlan } from '@shared/planning/step';
import { runTracingCommand } from '../tracer/lttng';
import { parseSessions } from '../tracer/mi-reply';

/** Each look is a process and a call of the daemon that records: seldom enough to cost nothing. */
const LOOK_EVERY_MS = 2_000;

/** Asks the tracer while it records how many events it had to drop; one question at a time. */
export class LossWatch {
  readonly #ended = new AbortController();
  #discarded: number | null = null;
  #timer: NodeJS.Timeout | undefined;
  #asking: Promise<void> = Promise.resolve();

  constructor(private readonly plan: RunPlan) {}

  /** As the tracer said last; null while it has not said anything. */
  get discardedEvents(): number | null {
    return this.#discarded;
  }

  begin(): void {
    this.#timer = setTimeout(() => {
      this.#asking = this.#ask().then(() => {
        if (!this.#ended.signal.aborted) this.begin();
      });
    }, LOOK_EVERY_MS);
  }

  /** Settles when no question is under way any more. */
  async end(): Promise<void> {
    this.#ended.abort();
    clearTimeout(this.#timer);
    await this.#asking;
  }

  async #ask(): Promise<void> {
    const step = this.plan.steps.find(({ do: action }) => action.kind === 'read-counters')?.do;
    if (step?.kind !== 'read-counters') return;
    try {
      const reply = await runTracingCommand(step.daemon, { verb: 'list', session: step.session }, this.#ended.signal);
      this.#discarded = parseSessions(reply).find((one) => one.name === step.session)?.discardedEvents ?? null;
    } catch {
      this.#discarded = null; // a figure of the moment: the step that reads the counters at the end tells what is wrong
    }
  }
}
