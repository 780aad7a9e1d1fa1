import { fixedTime, type TimeUnit, timeUnit } from '../../../../format/nanoseconds';
import type { TimeRange } from '../plot/plot-scene';

/** CSS pixels between two major ticks. */
const CLOSEST_MAJORS = 72;
/** CSS pixels from the end of a label to the next major tick. */
const AFTER_LABEL = 16;
/** How many minor steps a major step of that first digit has: all minor steps are 1, 2 or 5 × 10^n, too. */
const MINORS = { 1: 5, 2: 4, 5: 5 } as const;

export interface AxisTick {
  atNs: number;
  /** Null for a minor tick. */
  text: string | null;
}

/**
 * Ticks of a range that is `width` CSS pixels wide. Major ones are 1, 2 or 5 × 10^n ns apart and have a label in the unit of the range's
 * end, with as many decimals as the step needs. `measure` gives the width of a label.
 */
export function axisTicks(view: TimeRange, width: number, measure: (text: string) => number): AxisTick[] {
  const lengthNs = view.toNs - view.fromNs;
  if (!(lengthNs > 0 && lengthNs <= Number.MAX_SAFE_INTEGER && width > 0)) return [];
  const unit = timeUnit(view.toNs);
  let step = majorStep((lengthNs * CLOSEST_MAJORS) / width);
  // The label of the range's end is the longest one.
  for (;;) {
    const needed = measure(labelOf(view.toNs, step.ns, unit)) + AFTER_LABEL;
    if ((step.ns / lengthNs) * width >= needed || step.ns >= lengthNs) break;
    step = majorStep(step.ns * 1.5);
  }
  // Times are whole nanoseconds.
  const minors = step.ns >= 10 ? MINORS[step.digit] : 1;
  const minor = step.ns / minors;
  const ticks: AxisTick[] = [];
  // Whole multiples of the step: sums of steps would drift.
  for (let at = Math.ceil(view.fromNs / minor); at * minor <= view.toNs; at += 1) {
    const isMajor = at % minors === 0;
    ticks.push({ atNs: at * minor, text: isMajor ? labelOf(at * minor, step.ns, unit) : null });
  }
  return ticks;
}

/** Times of the major ticks alone, which rules in the plot continue. */
export function majorTimes(ticks: readonly AxisTick[]): number[] {
  return ticks.filter(({ text }) => text !== null).map(({ atNs }) => atNs);
}

/** The smallest 1, 2 or 5 × 10^n that is at least `ns`, from 1 ns on. */
function majorStep(ns: number): { ns: number; digit: keyof typeof MINORS } {
  const power = 10 ** Math.max(0, Math.floor(Math.log10(ns)));
  for (const digit of [1, 2, 5] as const) if (digit * power >= ns) return { ns: digit * power, digit };
  return { ns: 10 * power, digit: 1 };
}

function labelOf(atNs: number, stepNs: number, unit: TimeUnit): string {
  if (atNs === 0) return '0';
  const decimals = Math.max(0, Math.ceil(Math.log10(unit.ns / stepNs) - 1e-9));
  return fixedTime(atNs, unit, decimals);
}
