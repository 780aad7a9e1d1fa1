import type { EndedBy } from '@shared/model/trace-record';
import type { FlightRecorder } from './watch/flight-recorder';

/**
 * What comes to a run from outside. Two ways to end it, each of which counts once: Stop keeps what was recorded, Cancel throws
 * it away. And the button of a flight recorder.
 */
export class RunSignals {
  readonly #stop = new AbortController();
  readonly #cancel = new AbortController();
  #stoppedBy: EndedBy | undefined;
  #over = false;

  /** @param onStop, onCancel told once, when it takes effect */
  constructor(
    private readonly onStop: (by: EndedBy) => void,
    private readonly onCancel: () => void,
    readonly flightRecorder: FlightRecorder,
  ) {}

  get stopped(): AbortSignal {
    return this.#stop.signal;
  }

  get cancelled(): AbortSignal {
    return this.#cancel.signal;
  }

  /** Fires on either: for what comes before anything is recorded, where there is nothing to keep. */
  get ended(): AbortSignal {
    return AbortSignal.any([this.stopped, this.cancelled]);
  }

  get stoppedBy(): EndedBy | undefined {
    return this.#stoppedBy;
  }

  stop(by: EndedBy): void {
    if (this.#over || this.#stoppedBy || this.cancelled.aborted) return;
    this.#stoppedBy = by;
    this.onStop(by);
    this.#stop.abort();
  }

  cancel(): void {
    if (this.#over || this.cancelled.aborted) return;
    this.onCancel();
    this.#cancel.abort();
  }

  /** The run has ended: what comes now comes too late. */
  close(): void {
    this.#over = true;
  }
}
