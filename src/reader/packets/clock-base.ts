import type { ClockClass } from '../schema/trace-schema';

const WORD = 0x1_0000_0000;
const SECOND_NS = 1_000_000_000n;

/**
 * Converts values of one clock to nanoseconds since the trace's begin:
 * `originNs + floor((cycles - origin) * multiply / divide)`, in doubles and in this order, so that every implementation has the same
 * result. It is exact while `(cycles - origin) * multiply` is below 2^53, which at 1 GHz is 104 days.
 */
export interface ClockBase {
  /** A value of the clock near the trace's begin, in two words of 32 bits. */
  originHigh: number;
  originLow: number;
  originNs: number;
  /** 10^9 / frequency as a reduced fraction. */
  multiply: number;
  divide: number;
}

/** @param cyclesSinceOrigin may be negative */
export function cyclesToNs({ originNs, multiply, divide }: ClockBase, cyclesSinceOrigin: number): number {
  return originNs + Math.floor((cyclesSinceOrigin * multiply) / divide);
}

export const wordsToNs = (base: ClockBase, high: number, low: number): number =>
  cyclesToNs(base, (high - base.originHigh) * WORD + (low - base.originLow));

/** Nanoseconds since the clock's epoch, exactly, rounded down. */
export function absoluteNs(clock: ClockClass, cycles: bigint): bigint {
  const scaled = (clock.offsetCycles + cycles) * SECOND_NS;
  const quotient = scaled / clock.frequencyHz;
  const isBelow = scaled < 0n && scaled % clock.frequencyHz !== 0n;
  return clock.offsetSeconds * SECOND_NS + quotient - (isBelow ? 1n : 0n);
}

/** 10^9 / frequency, reduced. */
export function nsPerCycle({ frequencyHz }: ClockClass): { multiply: number; divide: number } {
  let [a, b] = [SECOND_NS, frequencyHz];
  while (b !== 0n) [a, b] = [b, a % b];
  return { multiply: Number(SECOND_NS / a), divide: Number(frequencyHz / a) };
}
