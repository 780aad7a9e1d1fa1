import { addGrowth, type Growth, presentRate } from '@shared/model/growth';
import { expect, it } from 'vitest';

const grown = (seconds: number, rate: number): Growth[] => {
  let growth: Growth[] = [];
  for (let n = 0; n <= seconds * 2; n += 1)
    growth = addGrowth(growth, { elapsedMs: n * 500, sizeBytes: n * 0.5 * rate });
  return growth;
};

it('stays small and keeps its ends for a run of any length', () => {
  const week = grown(20_000, 10);
  expect(week.length).toBeLessThanOrEqual(240);
  expect(week[0]?.elapsedMs).toBe(0);
  expect(week.at(-1)?.elapsedMs).toBe(20_000_000);
});

it('returns the rate of the last seconds, not of the whole run', () => {
  const growth = [...grown(10, 100), { elapsedMs: 10_500, sizeBytes: 2000 }, { elapsedMs: 12_000, sizeBytes: 3000 }];
  expect(presentRate(growth)).toBe(1000);
  expect(presentRate([])).toBeNull();
  expect(presentRate([{ elapsedMs: 5, sizeBytes: 5 }])).toBeNull();
});
