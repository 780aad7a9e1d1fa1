import { parseFilter } from '@shared/analysis/event-filter/parse-filter';
import { describe, expect, it } from 'vitest';
import { texts } from '../../../../src/renderer/texts/en';
import {
  conditionParts,
  filterConditions,
  joinedConditions,
} from '../../../../src/renderer/views/trace/events/filter/filter-conditions';
import { rowChips } from '../../../../src/renderer/views/trace/events/filter/row-chips';
import { firstMatches } from '../../../../src/renderer/views/trace/events/first-matches';
import { timelineRow } from './rows';

describe('the conditions of a filter', () => {
  it.each([
    ['', []],
    ['sched_switch', ['sched_switch']],
    ['sched_* and thread=worker-*', ['sched_*', 'thread=worker-*']],
    ['sched_* ret<0 cpu = 1', ['sched_*', 'ret<0', 'cpu = 1']],
    ['(a or b) and not not "x y" and not (c and d)', ['(a or b)', 'not not "x y"', 'not (c and d)']],
    ['a and b or c', ['a and b or c']],
    ['a and (', []],
  ])('are those that are joined by "and": %s', (filter, conditions) => {
    expect(filterConditions(filter)).toEqual(conditions);
  });
  it('mean the same when they are joined again', () => {
    for (const filter of ['a b c', 'a and (b or c) and not d', 'a or b', 'x="a and b" y!=2', 'not (a or b) c'])
      expect(parseFilter(joinedConditions(filterConditions(filter)))).toEqual(parseFilter(filter));
  });
  it('keep an "or" together when another condition is added', () => {
    const joined = joinedConditions([...filterConditions('a or b'), 'cpu=1']);
    expect(parseFilter(joined)).toEqual(parseFilter('(a or b) and cpu=1'));
    expect(joinedConditions(['', ' a '])).toBe('a');
  });
  it('say what is compared where that is simple', () => {
    expect(conditionParts('thread=worker-*')).toEqual({ subject: 'thread', value: 'worker-*' });
    expect(conditionParts('sched_*')).toEqual({ subject: 'event', value: 'sched_*' });
    expect(conditionParts('(a or b)')).toEqual({ subject: 'event', value: 'a b' });
    for (const raw of ['ret<0', 'not a', 'a or b', '(a and b)', 'ret!=0'])
      expect(conditionParts(raw)).toEqual({ subject: null, value: raw });
  });
});

describe('the chips of the selected rows', () => {
  const rows = [
    timelineRow({ kind: 'container', name: 'web' }),
    ...[1, 2, 3, 4].map((number) => timelineRow({ name: 'worker', number })),
  ];
  it('remove their row only', () => {
    const removed: number[][] = [];
    const chips = rowChips([0, 2], rows, (next) => removed.push(next));
    expect(chips.map(({ value }) => value)).toEqual(['web', 'worker 2']);
    chips[0]?.remove();
    expect(removed).toEqual([[2]]);
  });
  it('are one where there are many', () => {
    const removed: number[][] = [];
    const [chip, ...others] = rowChips([1, 2, 3, 4], rows, (next) => removed.push(next));
    expect([chip?.value, others]).toEqual([texts.traceTabs.events.rows(4), []]);
    chip?.remove();
    expect(removed).toEqual([[]]);
  });
});

describe('the first matches', () => {
  it('are counted by bin and by name until all are counted', () => {
    const event = (name: string, timeNs: number) => ({
      at: { timeNs, skip: 0 },
      row: null,
      cpu: null,
      name,
      fields: '',
      isMark: false,
    });
    const page = { events: [event('a', 0), event('b', 49), event('a', 100)], reachesBegin: true, reachesEnd: false };
    const { count, marks, names } = firstMatches(page, 4, 100);
    expect([count, [...marks]]).toEqual([3, [1, 1, 0, 1]]);
    expect(names).toEqual([
      { name: 'a', count: 2 },
      { name: 'b', count: 1 },
    ]);
  });
});
