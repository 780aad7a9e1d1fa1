import type { EndedBy } from '@shared/model/trace-record';
import type { FlightRecorder } from './watch/flight-recorder';

/**
 * The requests that a run receives from outside: Stop keeps the recorded data, Cancel discards it, and a flight recorder
 * saves snapshots. Stop and Cancel take effect once.
 */
export class RunSignals {
  readonly #stop = new AbortController();
  readonly #cancel = new AbortController();
  #stoppedBy: EndedBy | undefined;
  #over = false;

  /** @param onStop, onCancel called once, when the request takes effect */
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

  /** Fires on Stop and on Cancel: for the work before the recording, when there is no data to keep. */
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

  /** The run has ended: later requests are ignored. */
  close(): void {
    this.#over = true;
  }
}
