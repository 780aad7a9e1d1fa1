import { orderForSpace } from '@shared/model/free-space';
import { recordingSchema } from '@shared/model/trace-record';
import { describe, expect, it } from 'vitest';
import { shownColumns } from '../../../src/renderer/models/traces-table/columns';
import { keepSameRows } from '../../../src/renderer/models/traces-table/same-rows';
import { sortRows } from '../../../src/renderer/models/traces-table/sort-rows';
import { texts } from '../../../src/renderer/texts/en';
import { clockNote } from '../../../src/renderer/views/traces/detail/clock-note';
import { findLines, linesOf, partsOf } from '../../../src/renderer/views/traces/detail/find-lines';
import { rowLike } from '../setup/row';

describe('a list that is loaded again', () => {
  it('keeps the objects of unchanged rows', () => {
    const before = [rowLike({ id: 'a' }), rowLike({ id: 'b', tags: ['x'] }), rowLike({ id: 'c' })];
    const now = [rowLike({ id: 'b', tags: ['x'] }), rowLike({ id: 'a', title: 'New' }), rowLike({ id: 'd' })];
    const kept = keepSameRows(before, now);
    expect(kept[0]).toBe(before[1]);
    expect(kept[1]).toBe(now[1]);
    expect(kept[2]).toBe(now[2]);
    expect(keepSameRows([rowLike({ tags: ['x'] })], [rowLike({ tags: ['y'] })])[0]?.tags).toEqual(['y']);
  });
});

describe('the order of the rows', () => {
  it('sorts unknown values last in both directions, and equal rows newest first', () => {
    const rows = [
      rowLike({ id: '1', events: 5 }),
      rowLike({ id: '2', events: null }),
      rowLike({ id: '3', events: 50 }),
      rowLike({ id: '4', events: 5 }),
    ];
    const ids = (descending: boolean): string =>
      sortRows(rows, { key: 'events', descending })
        .map((row) => row.id)
        .join('');
    expect(ids(true)).toBe('3412');
    expect(ids(false)).toBe('4132');
  });

  it('sorts numbers in names by value, and sorts by every column', () => {
    const rows = [
      rowLike({ id: '1', title: 'run 10', tags: ['b'] }),
      rowLike({ id: '2', title: 'run 9', tags: ['a'] }),
    ];
    expect(sortRows(rows, { key: 'title', descending: false })[0]?.id).toBe('2');
    expect(sortRows(rows, { key: 'tags', descending: false })[0]?.id).toBe('2');
  });

  it('lists deletable traces for more space, the biggest or the oldest first', () => {
    const rows = [
      rowLike({ id: '1', sizeBytes: 1, createdAt: '2026-01-01' }),
      rowLike({ id: '2', sizeBytes: 9, createdAt: '2026-01-02' }),
      rowLike({ id: '3', state: 'recording' }),
      rowLike({ id: '4', state: 'unknown' }),
    ];
    expect(orderForSpace(rows, 'biggest').map((row) => row.id)).toEqual(['2', '1']);
    expect(orderForSpace(rows, 'oldest').map((row) => row.id)).toEqual(['1', '2']);
  });
});

describe('the columns', () => {
  it('are the selected ones, or as many as fit, and always include the name', () => {
    expect(shownColumns(['lost'], {}, 100)).toEqual(['title', 'lost']);
    expect(shownColumns(null, {}, 0)).toEqual(['title']);
    expect(shownColumns(null, {}, 540)).toEqual(['title', 'createdAt', 'events']);
    expect(shownColumns(null, {}, 2000)).not.toContain('image');
  });
});

describe('the search in a stored output', () => {
  it('finds lines and ignores case', () => {
    const lines = linesOf('One\ntwo ONE\nthree\n');
    expect(lines).toHaveLength(3);
    expect(findLines(lines, 'one')).toEqual([0, 1]);
    expect(findLines(lines, '')).toEqual([]);
    expect(
      partsOf('two ONE one', 'one')
        .map(({ text, found }) => (found ? `[${text}]` : text))
        .join(''),
    ).toBe('two [ONE] [one]');
  });
});

it('shows a clock note for several recordings only', () => {
  const recording = (domain: 'kernel' | 'userspace', clockShiftNs: number | null) =>
    recordingSchema.parse({
      domain,
      daemon: 'root',
      session: domain,
      leaves: [],
      clockShiftNs,
      discardedEvents: 0,
      lostPackets: 0,
    });
  expect(clockNote([recording('userspace', 0)])).toBeNull();
  expect(clockNote([recording('kernel', 0), recording('userspace', 0)])).toBe(texts.detail.clock.one);
  expect(clockNote([recording('kernel', 0), recording('userspace', 1234)])).toBe(
    `${texts.detail.clock.one} ${texts.detail.clock.moved(texts.detail.domains.userspace, '1,234')}`,
  );
  expect(clockNote([recording('kernel', null), recording('userspace', 0)])).toContain(texts.detail.clock.unknown);
});
