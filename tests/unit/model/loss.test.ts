import { isLossy, lossRank, lossText, sumOfLoss } from '@shared/model/loss';
import { expect, it } from 'vitest';

const loss = (discardedEvents: number | null, lostPackets: number | null) => ({ discardedEvents, lostPackets });
const count = (value: number | null): string => (value === null ? '?' : String(value));

it.each([
  [loss(null, null), '?'],
  [loss(0, 0), '0'],
  [loss(0, null), '0'],
  [loss(1, 0), '1 event'],
  [loss(0, 1), '1 packet'],
  [loss(12, 3), '12 events, 3 packets'],
])('names the unit of each counter of %j', (given, expected) => {
  expect(lossText(given, count)).toBe(expected);
});

it('reports a loss if one counter shows it', () => {
  expect(isLossy(loss(null, null))).toBeNull();
  expect(isLossy(loss(0, null))).toBe(false);
  expect(isLossy(loss(null, 2))).toBe(true);
});

it('sums the known values of each counter separately', () => {
  expect(sumOfLoss([loss(1, 2), loss(null, 3), loss(4, null)])).toEqual(loss(5, 5));
  expect(sumOfLoss([])).toEqual(loss(null, null));
});

it('ranks discarded events above lost packets, and packets above no loss', () => {
  const ranks = [loss(0, 0), loss(0, 1), loss(0, 500), loss(1, 0), loss(1, 1)].map(lossRank);
  expect([...ranks].sort((a, b) => (a ?? 0) - (b ?? 0))).toEqual(ranks);
  expect(new Set(ranks).size).toBe(ranks.length);
  expect(lossRank(loss(null, null))).toBeNull();
});
