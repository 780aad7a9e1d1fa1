import { describe, expect, it } from 'vitest';
import {
  facetedFilter,
  filterProblem,
  filterText,
  toggledName,
} from '../../../../src/renderer/views/trace/events/name-facet';
import { rowFacets, toggledRow } from '../../../../src/renderer/views/trace/events/row-facets';
import { timelineRow } from './rows';

describe('the facets of the events', () => {
  it('write names before the rest of the filter, and remove them again', () => {
    let filter = 'thread=worker-* and ret<0';
    filter = toggledName(filter, 'sched_switch');
    expect(filter).toBe('sched_switch and thread=worker-* and ret<0');
    filter = toggledName(filter, 'func_entry');
    expect(filter).toBe('(sched_switch or func_entry) and thread=worker-* and ret<0');
    expect(facetedFilter(filter).names).toEqual(['sched_switch', 'func_entry']);
    filter = toggledName(toggledName(filter, 'sched_switch'), 'func_entry');
    expect(filter).toBe('thread=worker-* and ret<0');
  });

  it('put a rest with "or" in parentheses, because "and" binds closer', () => {
    const filter = toggledName('cpu=1 or cpu=2', 'sched_switch');
    expect(filter).toBe('sched_switch and (cpu=1 or cpu=2)');
    expect(facetedFilter(filter)).toEqual({ names: ['sched_switch'], rest: '(cpu=1 or cpu=2)' });
  });

  it('leave a typed filter alone that only looks like a selection of names', () => {
    for (const filter of ['sched_* and cpu=1', 'a or b', 'a=1', 'not a', '(a or b=1)', 'a and b or c', '(a and b)'])
      expect(facetedFilter(filter)).toEqual({ names: [], rest: filter });
  });

  it('quote names that a filter would read otherwise', () => {
    for (const name of ['app:my event', 'and', 'a"b\\', 'x*', 'rtl-\u202e=x', '(']) {
      const filter = toggledName('', name);
      expect(filterProblem(filter), filter).toBeNull();
      expect(facetedFilter(filter)).toEqual({ names: [name], rest: '' });
      expect(filterText({ names: [name], rest: '' })).toBe(filter);
    }
  });

  it('name the place of an error in a filter', () => {
    expect(filterProblem('')).toBeNull();
    expect(filterProblem('cpu=1 and')).toMatchObject({ from: 9 });
    expect(filterProblem('fd="x')).toMatchObject({ from: 3, to: 5 });
  });

  it('count the events of containers and threads in the range, and number threads of one name', () => {
    const rows = [
      timelineRow({ kind: 'container', name: 'web' }),
      timelineRow({ kind: 'process', name: 'api', parent: 0 }),
      timelineRow({ kind: 'thread', name: 'worker', number: 11, parent: 1 }),
      timelineRow({ kind: 'thread', name: 'worker', number: 12, parent: 1 }),
      timelineRow({ kind: 'thread', name: 'idle', number: 13, parent: 1 }),
      timelineRow({ kind: 'thread', name: 'logger', number: 14, parent: 1 }),
    ];
    const figures = { events: new Float64Array([60, 60, 10, 30, 0, 20]) };
    expect(rowFacets(rows, figures, 'container')).toEqual([{ row: 0, name: 'web', number: null, events: 60 }]);
    expect(rowFacets(rows, figures, 'thread').map(({ name, number }) => [name, number])).toEqual([
      ['worker', 12],
      ['logger', null],
      ['worker', 11],
    ]);
    expect(toggledRow(toggledRow([], 3), 5)).toEqual([3, 5]);
    expect(toggledRow([3, 5], 3)).toEqual([5]);
  });
});
