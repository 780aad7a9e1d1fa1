import { textIn } from '../../files/optional-files';

/** The clocks of this machine, in milliseconds. Tests pass their own. */
export interface Clocks {
  /** CLOCK_MONOTONIC: does not advance while the machine sleeps, and is never set. The clock of LTTng's traces. */
  monotonicMs(): number;
  /** CLOCK_BOOTTIME: advances while the machine sleeps. undefined where /proc/uptime cannot be read. */
  boottimeMs(): number | undefined;
  /** CLOCK_REALTIME as Unix time: can be set at any moment. */
  wallMs(): number;
}

export const machineClocks: Clocks = {
  monotonicMs: () => performance.now(),
  boottimeMs: () => {
    const seconds = Number.parseFloat(textIn('/proc/uptime')); // proc_uptime(5); the kernel prints CLOCK_BOOTTIME
    return Number.isNaN(seconds) ? undefined : seconds * 1000;
  },
  wallMs: () => Date.now(),
};

/**
 * Unix time on the monotonic clock, from one reading of the wall clock on. A trace has the same timeline: the session daemon samples
 * the offset between both clocks once. A wall clock that is set later changes neither, so durations and the assignment of events to
 * containers stay right.
 */
export class SteadyClock {
  readonly #offsetMs: number;

  constructor(private readonly clocks: Clocks = machineClocks) {
    this.#offsetMs = clocks.wallMs() - clocks.monotonicMs();
  }

  nowMs(): number {
    return this.#offsetMs + this.clocks.monotonicMs();
  }
}
