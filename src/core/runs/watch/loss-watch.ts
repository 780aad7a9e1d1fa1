import { type AppError, toAppError } from '@shared/model/app-error';
import { awakeTimer } from '@shared/model/awake-timer';
import type { Warning } from '@shared/model/trace-record';
import type { DaemonRef, RunPlan } from '@shared/planning/step';
import { limits } from '../../limits';
import { isTimeLimit } from '../../process/wait-until';
import { loadMiReply } from '../../tracer/load-mi-reply';
import type { Tracer } from '../../tracer/tracer';
import type { TracerLoss } from './tracer-loss';

/** Code of the warning that a tracer does not respond. */
export const TRACER_SILENT = 'tracer-silent';
const MOST_REFUSALS = 2;

/**
 * Polls the tracers during the recording for the number of discarded events, one request at a time. Reports once that a
 * tracer does not respond. A daemon that has ended, or refuses repeatedly, is not polled any more.
 */
export class LossWatch {
  readonly #ended = new AbortController();
  readonly #polled: PolledDaemon[];
  #discarded: number | null = null;
  #isReported = false;
  #timer: NodeJS.Timeout | undefined;
  #polling: Promise<void> = Promise.resolve();

  constructor(
    plan: RunPlan,
    private readonly tracer: Pick<Tracer, 'ask' | 'isSilent'>,
    private readonly loss: Pick<TracerLoss, 'has' | 'check'>,
    private readonly warn: (warning: Warning) => void,
  ) {
    this.#polled = polledDaemons(plan);
  }

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
        if (!this.#ended.signal.aborted && this.#polled.some((one) => this.#isPolled(one))) this.#schedule();
      });
    }, limits().tracerLook);
  }

  /** Stops polling. Resolves when no request is in progress any more. */
  async end(): Promise<void> {
    this.#ended.abort();
    clearTimeout(this.#timer);
    await this.#polling;
  }

  #isPolled(one: PolledDaemon): boolean {
    return one.refusals < MOST_REFUSALS && !this.loss.has(one.daemon);
  }

  async #poll(): Promise<void> {
    let total: number | null = 0;
    for (const one of this.#polled) {
      if (this.#ended.signal.aborted) return;
      const discarded = this.#isPolled(one) ? await this.#discardedOf(one) : null;
      total = total === null || discarded === null ? null : total + discarded;
    }
    this.#discarded = total;
  }

  /** @returns null when the daemon does not tell */
  async #discardedOf(one: PolledDaemon): Promise<number | null> {
    const silence = awakeTimer(() => this.#reportSilence(), limits().tracerSilence);
    try {
      const { parseSessions } = await loadMiReply();
      let discarded = 0;
      for (const session of one.sessions) {
        const reply = await this.tracer.ask(one.daemon, { verb: 'list', session }, this.#ended.signal);
        discarded += parseSessions(reply).find(({ name }) => name === session)?.discardedEvents ?? 0;
      }
      one.refusals = 0;
      this.tracer.isSilent = false;
      return discarded;
    } catch (error) {
      if (!this.#ended.signal.aborted) await this.#handleFailure(one, toAppError(error));
      return null;
    } finally {
      silence.clear();
    }
  }

  #reportSilence(): void {
    this.tracer.isSilent = true;
    this.#report(
      `The session daemon, or its consumer daemon, has not responded for ${limits().tracerSilence / 1000} s.`,
      'The cause may be a stopped lttng-sessiond or lttng-consumerd, or an overloaded machine.',
    );
  }

  /** A single refusal may be temporary. A daemon that does not respond in time may respond later. */
  async #handleFailure(one: PolledDaemon, error: AppError): Promise<void> {
    if (isTimeLimit(error)) return;
    one.refusals += 1;
    if (one.refusals < MOST_REFUSALS || (await this.loss.check(one.daemon, error))) return;
    this.#report(error.message, 'The number of lost events is not known during the rest of this recording.');
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

interface PolledDaemon {
  daemon: DaemonRef;
  sessions: string[];
  /** Refused requests since the last answer. */
  refusals: number;
}

/** The daemons of a plan, each with its sessions. */
function polledDaemons({ steps }: RunPlan): PolledDaemon[] {
  const polled = new Map<DaemonRef['kind'], PolledDaemon>();
  for (const { do: action } of steps) {
    if (action.kind !== 'read-counters') continue;
    const { daemon, session } = action;
    const sessions = [...(polled.get(daemon.kind)?.sessions ?? []), session];
    polled.set(daemon.kind, { daemon, sessions, refusals: 0 });
  }
  return [...polled.values()];
}
