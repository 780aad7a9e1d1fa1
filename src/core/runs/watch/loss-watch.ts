import { type AppError, toAppError } from '@shared/model/app-error';
import type { Warning } from '@shared/model/trace-record';
import type { RunPlan } from '@shared/planning/step';
import { limits } from '../../limits';
import { parseSessions } from '../../tracer/mi-reply';
import type { Tracer } from '../../tracer/tracer';

/** Code of the warning that a tracer does not respond. */
export const TRACER_SILENT = 'tracer-silent';
const REPORTED_FAILURES = 2;

/**
 * Polls the tracers during the recording for the number of discarded events, one request at a time. Reports once that a
 * tracer does not respond.
 */
export class LossWatch {
  readonly #ended = new AbortController();
  #discarded: number | null = null;
  #failures = 0;
  #isReported = false;
  #timer: NodeJS.Timeout | undefined;
  #polling: Promise<void> = Promise.resolve();

  constructor(
    private readonly plan: RunPlan,
    private readonly tracer: Tracer,
    private readonly warn: (warning: Warning) => void,
  ) {}

  /** The last known number for all sessions together; null while it is unknown. */
  get discardedEvents(): number | null {
    return this.#discarded;
  }

  begin(): void {
    if (this.#timer !== undefined) return;
    this.#schedule();
  }

  #schedule(): void {
    this.#timer = setTimeout(() => {
      this.#polling = this.#poll().then(() => {
        if (!this.#ended.signal.aborted) this.#schedule();
      });
    }, limits().tracerLook);
  }

  /** Stops polling. Resolves when no request is in progress any more. */
  async end(): Promise<void> {
    this.#ended.abort();
    clearTimeout(this.#timer);
    await this.#polling;
  }

  async #poll(): Promise<void> {
    const silence = setTimeout(() => this.#reportSilence(), limits().tracerSilence);
    try {
      let discarded = 0;
      for (const { do: action } of this.plan.steps) {
        if (action.kind !== 'read-counters') continue;
        const { daemon, session } = action;
        const reply = await this.tracer.ask(daemon, { verb: 'list', session }, this.#ended.signal);
        discarded += parseSessions(reply).find((one) => one.name === session)?.discardedEvents ?? 0;
      }
      this.#discarded = discarded;
      this.#failures = 0;
      this.tracer.isSilent = false;
    } catch (error) {
      this.#discarded = null;
      if (!this.#ended.signal.aborted) this.#countFailure(toAppError(error));
    } finally {
      clearTimeout(silence);
    }
  }

  #reportSilence(): void {
    this.tracer.isSilent = true;
    this.#report(
      `The session daemon, or its consumer daemon, has not responded for ${limits().tracerSilence / 1000} s.`,
      'The cause may be a stopped lttng-sessiond or lttng-consumerd, or an overloaded machine.',
    );
  }

  /** A single failure may be temporary. A daemon that has ended fails every time. */
  #countFailure({ message }: AppError): void {
    this.#failures += 1;
    if (this.#failures >= REPORTED_FAILURES) this.#report(message, 'The session daemon may have ended.');
  }

  #report(message: string, hint: string): void {
    if (this.#isReported) return;
    this.#isReported = true;
    this.warn({
      code: TRACER_SILENT,
      message: `${message} Events may be missing from the trace.`,
      hint: `${hint} Stop the recording to keep what was written.`,
    });
  }
}
