import { rowOf } from '@core/library/trace-rows';
import { planToFree } from '@shared/model/free-space';
import type { TraceRow } from '@shared/model/trace-record';
import { describe, expect, it } from 'vitest';
import { recordOf } from '../setup/configs';

const row = (id: string, day: number, sizeBytes: number | null, change: Partial<TraceRow> = {}): TraceRow => ({
  ...rowOf(recordOf()),
  id,
  createdAt: `2026-01-0${day}T00:00:00.000Z`,
  sizeBytes,
  ...change,
});
const rows = [
  row('d', 4, 50),
  row('a', 1, 10),
  row('b', 2, 100, { tags: ['keep'] }),
  row('c', 3, 30),
  row('e', 5, 0),
  row('foreign', 1, 5000, { byReference: true }),
  row('busy', 1, 999, { state: 'recording' }),
  row('odd', 1, 999, { state: 'unknown' }),
];
const ids = (plan: { chosen: TraceRow[] }): string[] => plan.chosen.map(({ id }) => id);

describe('a plan to free space', () => {
  it('selects the oldest or the largest until they are enough, and lists tagged ones as spared', () => {
    const oldest = planToFree(rows, { order: 'oldest', needBytes: 40, withTagged: false });
    expect(ids(oldest)).toEqual(['a', 'c']);
    expect(oldest).toMatchObject({ bytes: 40, enough: true });
    expect(oldest.spared.map(({ id }) => id)).toEqual(['b']);
    expect(ids(planToFree(rows, { order: 'biggest', needBytes: 60, withTagged: false }))).toEqual(['d', 'c']);
    expect(ids(planToFree(rows, { order: 'biggest', needBytes: 60, withTagged: true }))).toEqual(['b']);
  });

  it('reports if all of them are not enough, and selects none if enough is already free', () => {
    const all = planToFree(rows, { order: 'oldest', needBytes: 1000, withTagged: true });
    expect(ids(all)).toEqual(['a', 'b', 'c', 'd']);
    expect(all).toMatchObject({ bytes: 190, enough: false });
    expect(planToFree(rows, { order: 'oldest', needBytes: -1, withTagged: true })).toMatchObject({
      chosen: [],
      enough: true,
    });
  });

  it('selects by age only, or by age and size', () => {
    const before = '2026-01-03T00:00:00.000Z';
    expect(ids(planToFree(rows, { order: 'oldest', before, withTagged: true }))).toEqual(['a', 'foreign', 'b']);
    expect(planToFree(rows, { order: 'oldest', before, needBytes: 500, withTagged: true })).toMatchObject({
      bytes: 110, // what is by reference frees nothing
      enough: false,
    });
    expect(ids(planToFree(rows, { order: 'oldest', before: '2027-01-01T00:00:00.000Z', withTagged: true }))).toContain(
      'e',
    );
  });
});
