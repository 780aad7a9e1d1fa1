import { CpuRuns, lengthOf, union, within } from '@core/trace-view/insights/scheduling/cpu-runs';
import { describe, expect, it } from 'vitest';

const runsOf = (...runs: readonly [cpu: number, beginNs: number, endNs: number][]): CpuRuns => {
  const all = new CpuRuns();
  for (const [cpu, beginNs, endNs] of runs) all.add(cpu, beginNs, endNs, 5);
  all.finish((thread) => thread + 1);
  return all;
};

describe('times', () => {
  it('of several are their union', () =>
    expect(
      union([
        [5, 7],
        [1, 3],
        [2, 4],
        [4, 5],
      ]),
    ).toEqual([1, 7]));

  it('have parts within another time', () => {
    const times = [1, 3, 5, 7, 9, 11];
    expect(within(times, 2, 10)).toEqual([
      [2, 3],
      [5, 7],
      [9, 10],
    ]);
    expect(lengthOf(within(times, 2, 10))).toBe(4);
    expect(within(times, 3, 5)).toEqual([]);
    expect(within([], 0, 9)).toEqual([]);
  });
});

describe('CPUs', () => {
  it('are idle between runs and after the last one, but not before the first', () =>
    expect(runsOf([0, 6, 8], [0, 2, 4]).idleTimes([0], 10)).toEqual([4, 6, 8, 10]));

  it('are idle if one of them is', () =>
    expect(runsOf([0, 0, 4], [0, 6, 10], [1, 0, 5], [1, 8, 10]).idleTimes([0, 1], 10)).toEqual([4, 8]));

  it('that never ran anything are not idle, since nothing is known of them', () =>
    expect(runsOf([0, 0, 10]).idleTimes([1], 10)).toEqual([]));

  it('name the rows of their threads', () =>
    expect(runsOf([0, 2, 4]).on(0)).toEqual([{ beginNs: 2, endNs: 4, thread: 6 }]));
});
