import { expect, test } from 'vitest';
import {
  movedInside,
  orWhole,
  panned,
  rangeBetween,
  SHORTEST_RANGE_NS,
  withRoom,
  zoomed,
} from '../../../../src/renderer/models/trace-view/time-range';
import { placeText, timeOfDayText } from '../../../../src/renderer/models/trace-view/time-text';
import { rangeOfTyped } from '../../../../src/renderer/models/trace-view/typed-time';

const TRACE = 2_410_000_000;
const range = { fromNs: 1_204_000_000, toNs: 1_452_000_000 };
const typed = (text: string, end: 'fromNs' | 'toNs') => rangeOfTyped(text, end, range, TRACE, 'The begin');

test('a range is moved into the trace with its length', () => {
  expect(movedInside({ fromNs: -10, toNs: 990 }, TRACE)).toEqual({ fromNs: 0, toNs: 1_000 });
  expect(movedInside({ fromNs: TRACE, toNs: TRACE + 1_000 }, TRACE)).toEqual({ fromNs: TRACE - 1_000, toNs: TRACE });
  expect(movedInside({ fromNs: -1, toNs: TRACE * 2 }, TRACE)).toEqual({ fromNs: 0, toNs: TRACE });
  expect(movedInside({ fromNs: 5, toNs: 5 }, TRACE)).toEqual({ fromNs: 5, toNs: 5 + SHORTEST_RANGE_NS });
});

test('zoom keeps the time under the pointer, and never leaves the trace', () => {
  const half = zoomed(range, 0.5, range.fromNs, TRACE);
  expect(half).toEqual({ fromNs: range.fromNs, toNs: 1_328_000_000 });
  expect(zoomed(half, 2, range.fromNs, TRACE)).toEqual(range);
  const closest = zoomed(range, 1e-12, 1_300_000_000, TRACE);
  expect(closest.toNs - closest.fromNs).toBe(SHORTEST_RANGE_NS);
  expect(closest.fromNs).toBeLessThanOrEqual(1_300_000_000);
  expect(zoomed(range, 1e6, 1_300_000_000, TRACE)).toEqual({ fromNs: 0, toNs: TRACE });
});

test('a pan stops at the ends of the trace', () => {
  expect(panned(range, 0.5, TRACE)).toEqual({ fromNs: 1_328_000_000, toNs: 1_576_000_000 });
  expect(panned(range, -100, TRACE)).toEqual({ fromNs: 0, toNs: 248_000_000 });
});

test('a brush in any direction is a range, and one outside of the trace is none', () => {
  expect(rangeBetween(200, 100, TRACE)).toEqual({ fromNs: 100, toNs: 200 });
  expect(rangeBetween(-50, -20, TRACE)).toBeNull();
  expect(rangeBetween(-50, 100, TRACE)).toEqual({ fromNs: 0, toNs: 100 });
});

test('the whole trace is no range of a place', () => {
  expect(orWhole({ fromNs: 0, toNs: TRACE }, TRACE)).toBeNull();
  expect(orWhole(range, TRACE)).toBe(range);
  expect(withRoom({ fromNs: 1_000, toNs: 2_000 }, TRACE)).toEqual({ fromNs: 800, toNs: 2_200 });
});

test('times are typed in any unit, and relative ones count from the range', () => {
  expect(typed('1.2s', 'fromNs')).toEqual({ ...range, fromNs: 1_200_000_000 });
  expect(typed('1.2 s', 'fromNs')).toEqual({ ...range, fromNs: 1_200_000_000 });
  expect(typed('1500ms', 'toNs')).toEqual({ ...range, toNs: 1_500_000_000 });
  expect(typed('+50ms', 'toNs')).toEqual({ ...range, toNs: 1_254_000_000 });
  expect(typed('+50ms', 'fromNs')).toEqual({ ...range, fromNs: 1_254_000_000 });
  expect(typed('-4ms', 'fromNs')).toEqual({ ...range, fromNs: 1_200_000_000 });
  expect(typed('2s', 'fromNs')).toEqual({ fromNs: 2_000_000_000, toNs: 2_248_000_000 });
  expect(typed('1s', 'toNs')).toEqual({ fromNs: 1_000_000_000, toNs: 1_204_000_000 });
  expect(typed('3h', 'toNs')).toEqual({ ...range, toNs: TRACE });
  expect(() => typed('soon', 'toNs')).toThrow('The begin');
  expect(() => typed('', 'toNs')).toThrow('The begin');
});

test('a time has as many digits as its range needs', () => {
  expect(placeText(1_204_000_000, 248_000_000, TRACE)).toBe('1.204 s');
  expect(placeText(0, TRACE, TRACE)).toBe('0 s');
  expect(placeText(1_204_312_800, 20_000, TRACE)).toBe('1.2043128 s');
  expect(placeText(1_500, 2_000, 2_000)).toBe('1.50 µs');
});

test('the time of day is that of the clock of the trace', () => {
  const begin = Date.UTC(2026, 0, 2, 3, 4, 5);
  const text = timeOfDayText(1_500_000, `${begin}000000`);
  expect(text?.slice(-9)).toBe('05.001500');
  expect(timeOfDayText(1, null)).toBeNull();
});
