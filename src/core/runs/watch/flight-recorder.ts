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

export const NOT_A_FLIGHT_RECORDER = 'This recording is continuous, so it has no snapshots.';
export const NOT_RECORDING_NOW = 'Nothing is being recorded now, so no snapshot can be saved.';

/** Saves snapshots of a flight recorder: the last seconds of all sessions of a run at once. */
export class FlightRecorder {
  #recording: Recording | undefined;
  #isOne = true;
  #saved = 0;
  #saving: Promise<unknown> = Promise.resolve();

  constructor(private readonly emit: (event: RunEvent) => void) {}

  /** Allows snapshots. To be called once every session of the plan has been started. */
  begin(plan: RunPlan, tracer: Tracer, cancelled: AbortSignal): void {
    this.#isOne = plan.flightRecorder;
    if (plan.flightRecorder) this.#recording = { sessions: startedSessions(plan.steps), tracer, cancelled };
  }

  /** Allows no more snapshots, and waits for the one that is being saved. To be called before the sessions are stopped. */
  async end(): Promise<void> {
    this.#recording = undefined;
    await this.#saving;
  }

  /**
   * Saves a snapshot. Concurrent calls run one after the other, in their order.
   * @returns the number of the snapshot in this run, from 1
   * @throws AppError `config` when the run is not recording now or is not a flight recorder; `command` when the tracer refuses
   */
  snapshot(): Promise<number> {
    const saved = this.#saving.then(() => this.#save());
    this.#saving = saved.catch(() => undefined);
    return saved;
  }

  async #save(): Promise<number> {
    if (!this.#isOne)
      throw new AppError('config', NOT_A_FLIGHT_RECORDER, {
        hint: 'Use flight recorder mode to save the last seconds on request.',
      });
    if (!this.#recording)
      throw new AppError('config', NOT_RECORDING_NOW, {
        hint: 'Save a snapshot between the start and the end of the recording. The last seconds are always saved at the end.',
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
