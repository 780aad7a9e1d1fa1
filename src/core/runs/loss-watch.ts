import type { RunPlan } from '@shared/planning/step';
import { parseSessions } from '../tracer/mi-reply';
import type { Tracer } from '../tracer/tracer';

/** Each look is a process and a call of the daemon that records: seldom enough to cost nothing. */
const LOOK_EVERY_MS = 2_000;

/** Asks the tracers while they record how many events they had to drop; one question at a time. */
export class LossWatch {
  readonly #ended = new AbortController();
  #discarded: number | null = null;
  #timer: NodeJS.Timeout | undefined;
  #asking: Promise<void> = Promise.resolve();

  constructor(
    private readonly plan: RunPlan,
    private readonly tracer: Tracer,
  ) {}

  /** Of all sessions together, as the tracers said last; null while they have not said anything. */
  get discardedEvents(): number | null {
    return this.#discarded;
  }

  begin(): void {
    if (this.#timer !== undefined) return;
    this.#wait();
  }

  #wait(): void {
    this.#timer = setTimeout(() => {
      this.#asking = this.#ask().then(() => {
        if (!this.#ended.signal.aborted) this.#wait();
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
    try {
      let discarded = 0;
      for (const { do: action } of this.plan.steps) {
        if (action.kind !== 'read-counters') continue;
        const { daemon, session } = action;
        const reply = await this.tracer.run(daemon, { verb: 'list', session }, this.#ended.signal);
        discarded += parseSessions(reply).find((one) => one.name === session)?.discardedEvents ?? 0;
      }
      this.#discarded = discarded;
    } catch {
      this.#discarded = null; // a figure of the moment: the step that reads the counters at the end tells what is wrong
    }
  }
}
