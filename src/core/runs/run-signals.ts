import type { EndedBy } from '@shared/model/trace-record';

/** The two ways to end a run from outside: Stop keeps what was recorded, Cancel throws it away. Each counts once. */
export class RunSignals {
  readonly #stop = new AbortController();
  readonly #cancel = new AbortController();
  #stoppedBy: EndedBy | undefined;
  #over = false;

  /** @param onStop, onCancel told once, when it takes effect */
  constructor(
    private readonly onStop: (by: EndedBy) => void,
    private readonly onCancel: () => void,
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
