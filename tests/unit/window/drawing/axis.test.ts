import { describe, expect, it } from 'vitest';
import { axisTicks, majorTimes } from '../../../../src/renderer/views/trace/drawing/axis/axis-steps';

const measure = (text: string): number => text.length * 6;
const labels = (fromNs: number, toNs: number, width = 968): (string | null)[] =>
  axisTicks({ fromNs, toNs }, width, measure)
    .map(({ text }) => text?.replaceAll('\u00a0', ' ') ?? null)
    .filter((text) => text !== null);

describe('ticks of the axis', () => {
  it('are 1, 2 or 5 times a power of ten apart, in the unit of the range', () => {
    expect(labels(1.204e9, 1.452e9).slice(0, 3)).toEqual(['1.22 s', '1.24 s', '1.26 s']);
    expect(labels(0, 2.41e9).slice(0, 4)).toEqual(['0', '0.2 s', '0.4 s', '0.6 s']);
    expect(labels(0, 48e6).slice(0, 3)).toEqual(['0', '5 ms', '10 ms']);
    expect(labels(2_000, 2_900)[0]).toBe('2.0 µs');
    expect(labels(0, 9)).toEqual(['0', '1 ns', '2 ns', '3 ns', '4 ns', '5 ns', '6 ns', '7 ns', '8 ns', '9 ns']);
  });
  it('are exact multiples, without the drift of sums', () => {
    const times = majorTimes(axisTicks({ fromNs: 1.204e9, toNs: 1.452e9 }, 968, measure));
    expect(times.every((ns) => ns % 2e7 === 0)).toBe(true);
  });
  it('leave room for long labels, and at least 72 pixels', () => {
    for (const [fromNs, toNs] of [
      [0, 2.41e9],
      [1_204_000_000, 1_204_000_900],
      [3e14, 3e14 + 5e6],
      [0, 7],
    ] as const) {
      const ticks = axisTicks({ fromNs, toNs }, 968, measure).filter(({ text }) => text !== null);
      const perNs = 968 / (toNs - fromNs);
      ticks.slice(1).forEach(({ atNs }, at) => {
        const before = ticks[at];
        const distance = (atNs - (before?.atNs ?? 0)) * perNs;
        expect(distance).toBeGreaterThanOrEqual(72);
        expect(distance).toBeGreaterThan(measure(before?.text ?? ''));
      });
      expect(ticks.length).toBeLessThan(20);
    }
  });
  it('have minor ticks between the major ones', () => {
    const ticks = axisTicks({ fromNs: 0, toNs: 2.41e9 }, 968, measure);
    const [first = 0, second = 0] = majorTimes(ticks);
    expect(ticks.filter(({ atNs }) => atNs > first && atNs < second)).toHaveLength(3);
  });
  it('are none for a range without length, or one that is no number', () => {
    for (const toNs of [5, 4, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(axisTicks({ fromNs: 5, toNs }, 968, measure)).toEqual([]);
    }
    expect(axisTicks({ fromNs: 0, toNs: 10 }, 0, measure)).toEqual([]);
  });
});
