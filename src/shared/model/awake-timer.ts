/** Timers run in slices of this length, so that a standstill of this process is noticed. */
const SLICE_MS = 1_000;
/** A slice that is later than this was not late because of work: this process stood still. */
const STANDSTILL_MS = 2_000;

export interface AwakeOptions {
  /**
   * What is left of the time after a standstill. `whole` (default): a peer that is waited for gets all of it again, since it may have
   * stood still, too. `rest`: the time continues.
   */
  afterwards?: 'whole' | 'rest';
  /** Whether the timer keeps Node's event loop running; default true. */
  isRef?: boolean;
}

export interface AwakeTimer {
  clear(): void;
  /** Begins the whole time again. */
  restart(): void;
}

/**
 * Calls a function once this process has run for some time. It does not count a standstill: the machine slept, a virtual machine was
 * paused, or all of our processes were stopped and continued. Timers of Node use CLOCK_MONOTONIC. It does not advance while the
 * machine sleeps (clock_gettime(2)), but it does in the other cases, and all overdue timers then fire before any reply is read.
 */
export function awakeTimer(
  act: () => void,
  ms: number,
  { afterwards = 'whole', isRef = true }: AwakeOptions = {},
): AwakeTimer {
  let timer: ReturnType<typeof setTimeout>;
  let leftMs = ms;
  const next = (): void => {
    const sliceMs = Math.min(leftMs, SLICE_MS);
    const beganMs = performance.now();
    timer = setTimeout(() => {
      const passedMs = performance.now() - beganMs;
      if (passedMs - sliceMs < STANDSTILL_MS) leftMs -= Math.max(passedMs, sliceMs);
      else leftMs = afterwards === 'whole' ? ms : leftMs - sliceMs;
      if (leftMs <= 0) act();
      else next();
    }, sliceMs);
    if (!isRef) (timer as { unref?(): void }).unref?.(); // a number in a browser
  };
  next();
  const clear = (): void => clearTimeout(timer);
  return {
    clear,
    restart: () => {
      clear();
      leftMs = ms;
      next();
    },
  };
}

/** A time limit that counts as awakeTimer does. It does not keep the event loop running. Call `clear` when the work has ended. */
export interface AwakeLimit {
  /** Fires at the limit. */
  signal: AbortSignal;
  readonly isOver: boolean;
  clear(): void;
}

export function awakeLimit(ms: number): AwakeLimit {
  const limit = new AbortController();
  const { clear } = awakeTimer(() => limit.abort(), ms, { isRef: false });
  return {
    signal: limit.signal,
    get isOver() {
      return limit.signal.aborted;
    },
    clear,
  };
}

/** Runs work with a signal that fires at a limit, which counts as awakeTimer does. */
export async function withAwakeLimit<T>(ms: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const limit = awakeLimit(ms);
  try {
    return await work(limit.signal);
  } finally {
    limit.clear();
  }
}
