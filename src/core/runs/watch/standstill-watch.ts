import type { Warning } from '@shared/model/trace-record';
import { type Clocks, machineClocks } from './clocks';

const LOOK_EVERY_MS = 1_000;
/** Both clocks are read one after the other, and /proc/uptime has hundredths of a second. */
const SHORTEST_MS = 2_000;
/** A busy machine delays a timer by less. */
const SHORTEST_STANDSTILL_MS = 5_000;
/** A laptop on a long recording sleeps a few times a day. */
const MOST_WARNINGS = 50;

interface Reading {
  monotonicMs: number;
  boottimeMs: number | undefined;
  wallMs: number;
}

/**
 * Notices what interrupts a recording from outside, and warns of it, so that the trace says it: the machine slept, this process stood
 * still, or the wall clock was set. A machine that slept has advanced CLOCK_BOOTTIME more than CLOCK_MONOTONIC. A process that stood
 * still sees its own timer come late: it was stopped, or a virtual machine was paused whose clocks continued. A virtual machine whose
 * clocks were paused, too, sees its wall clock set afterwards.
 */
export class StandstillWatch {
  #timer: NodeJS.Timeout | undefined;
  #last: Reading | undefined;
  #warned = 0;

  constructor(
    private readonly warn: (warning: Warning) => void,
    private readonly clocks: Clocks = machineClocks,
  ) {}

  begin(): void {
    if (this.#last) return;
    this.#last = this.#read();
    this.#timer = setInterval(() => this.look(), LOOK_EVERY_MS).unref();
  }

  end(): void {
    this.look();
    clearInterval(this.#timer);
    this.#last = undefined;
  }

  /** Compares the clocks with the last look. Does nothing before begin and after end. */
  look(): void {
    if (!this.#last) return;
    const last = this.#last;
    const now = this.#read();
    this.#last = now;
    const passedMs = now.monotonicMs - last.monotonicMs;
    const sleptMs =
      now.boottimeMs === undefined || last.boottimeMs === undefined ? 0 : now.boottimeMs - last.boottimeMs - passedMs;
    const stoodMs = passedMs - LOOK_EVERY_MS;
    const setMs = now.wallMs - last.wallMs - passedMs - Math.max(0, sleptMs);
    if (sleptMs >= SHORTEST_MS) this.#tell(slept(sleptMs, now.wallMs));
    if (stoodMs >= SHORTEST_STANDSTILL_MS) this.#tell(stood(passedMs, now.wallMs));
    if (Math.abs(setMs) >= SHORTEST_MS) this.#tell(clockSet(setMs, now.wallMs));
  }

  #read(): Reading {
    const { clocks } = this;
    return { boottimeMs: clocks.boottimeMs(), monotonicMs: clocks.monotonicMs(), wallMs: clocks.wallMs() };
  }

  #tell(warning: Warning): void {
    this.#warned += 1;
    if (this.#warned <= MOST_WARNINGS) this.warn(warning);
  }
}

/** UTC, since the time zone can change during a recording. */
const at = (wallMs: number): string => `${new Date(wallMs).toISOString().slice(0, 19).replace('T', ' ')} UTC`;

function span(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}

const slept = (ms: number, endMs: number): Warning => ({
  code: 'machine-slept',
  message: `The machine slept for ${span(ms)} during the recording, until ${at(endMs)}.`,
  hint: 'The clock of the trace does not advance during sleep. Times of later events are too early by this span. The duration does not contain it.',
});

const stood = (ms: number, endMs: number): Warning => ({
  code: 'standstill',
  message: `The app did not run for ${span(ms)} during the recording, until ${at(endMs)}.`,
  hint: 'Its processes were stopped, a virtual machine was paused, or the machine was overloaded. No time limit counted this span.',
});

const clockSet = (ms: number, endMs: number): Warning => ({
  code: 'clock-set',
  message: `The clock of the machine was set ${ms > 0 ? 'forward' : 'back'} by ${span(Math.abs(ms))} during the recording, at ${at(endMs)}.`,
  hint: 'Durations and the order of events are right. Times of events follow the clock as it was at the start. A time service sets the clock, also after a pause of a virtual machine.',
});
