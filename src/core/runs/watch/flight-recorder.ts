import { AppError } from '@shared/model/app-error';
import type { RunEvent } from '@shared/model/run-event';
import type { DaemonRef, RunPlan } from '@shared/planning/step';
import type { Tracer } from '../../tracer/tracer';
import { startedSessions } from './started-sessions';

interface Recording {
  sessions: { daemon: DaemonRef; session: string }[];
  tracer: Tracer;
  cancelled: AbortSignal;
}

/** The button of a flight recorder: saves the last seconds of all sessions of a run at once, as often as it is asked to. */
export class FlightRecorder {
  #recording: Recording | undefined;
  #isOne = true;
  #saved = 0;
  #saving: Promise<unknown> = Promise.resolve();

  constructor(private readonly emit: (event: RunEvent) => void) {}

  /** Every session of the plan has been started. */
  begin(plan: RunPlan, tracer: Tracer, cancelled: AbortSignal): void {
    this.#isOne = plan.flightRecorder;
    if (plan.flightRecorder) this.#recording = { sessions: startedSessions(plan.steps), tracer, cancelled };
  }

  /** The sessions are about to be stopped: takes no more, and waits for the one that is being saved. */
  async end(): Promise<void> {
    this.#recording = undefined;
    await this.#saving;
  }

  /**
   * One at a time, in the order in which they were asked for.
   * @returns which one of this run it is, from 1
   * @throws AppError `config` when nothing is recorded now, or not by a flight recorder; `command` when the tracer refuses
   */
  snapshot(): Promise<number> {
    const mine = this.#saving.then(() => this.#save());
    this.#saving = mine.catch(() => undefined);
    return mine;
  }

  async #save(): Promise<number> {
    if (!this.#isOne)
      throw new AppError('config', 'This recording is written as it goes on: there is no snapshot to save.', {
        hint: 'Record as a flight recorder to save the last seconds when you ask for them.',
      });
    if (!this.#recording)
      throw new AppError('config', 'Nothing is recorded at this moment: there is no snapshot to save.', {
        hint: 'Save one between the start of the recording and its end. The last seconds before the end are saved anyway.',
      });
    const { sessions, tracer, cancelled } = this.#recording;
    const saves = sessions.map(({ daemon, session }) =>
      tracer.run(daemon, { verb: 'record-snapshot', session }, cancelled),
    );
    const refused = (await Promise.allSettled(saves)).find((save) => save.status === 'rejected');
    if (refused) throw refused.reason;
    this.#saved += 1;
    this.emit({ type: 'snapshot-saved', at: Date.now(), number: this.#saved });
    return this.#saved;
  }
}
