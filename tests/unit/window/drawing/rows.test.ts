import { describe, expect, it } from 'vitest';
import { visibleBands } from '../../../../src/renderer/views/trace/drawing/plot/visible-bands';
import { laneBoxes, type RowShape, rowHeight } from '../../../../src/renderer/views/trace/drawing/rows/row-measures';
import { testRow } from './setup/test-scene';

const thread: RowShape = {
  kind: 'thread',
  isOpen: true,
  callLevels: 5,
  hasSyscalls: true,
  hasStates: true,
  cpus: 0,
  isThread: true,
};

describe('heights of rows', () => {
  it('are those of the design', () => {
    expect(rowHeight(thread)).toBe(4 + 8 + 3 + 14 + 2 + 5 * 16 + 4);
    expect(rowHeight({ ...thread, isOpen: false })).toBe(24);
    expect(rowHeight({ ...thread, kind: 'container', isThread: false })).toBe(24);
    expect(rowHeight({ ...thread, kind: 'process', isThread: false })).toBe(32);
    expect(rowHeight({ ...thread, kind: 'cpus', cpus: 4, isThread: false })).toBe(25);
  });
  it('leave out what was not recorded', () => {
    expect(rowHeight({ ...thread, hasStates: false, hasSyscalls: false })).toBe(4 + 5 * 16 + 4);
    expect(rowHeight({ ...thread, callLevels: 0, hasStates: false, hasSyscalls: false })).toBe(24);
  });
});

describe('lanes of rows', () => {
  it('of an open thread are its states, its system calls and all levels of its calls', () => {
    expect(laneBoxes(thread).map(({ kind, top, height }) => [kind, top, height])).toEqual([
      ['state', 4, 8],
      ['syscall', 15, 13],
      ...[31, 47, 63, 79, 95].map((top) => ['call', top, 15]),
    ]);
  });
  it('of a collapsed thread are its states, and its second level of calls or its system calls', () => {
    const lanes = (change: Partial<RowShape>) =>
      laneBoxes({ ...thread, isOpen: false, ...change }).map(({ kind, depth, top }) => [kind, depth, top]);
    expect(lanes({})).toEqual([
      ['state', 0, 4],
      ['call', 1, 14],
    ]);
    expect(lanes({ callLevels: 1 })).toEqual([
      ['state', 0, 4],
      ['call', 0, 14],
    ]);
    expect(lanes({ callLevels: 0 })).toEqual([
      ['state', 0, 4],
      ['syscall', 0, 14],
    ]);
    expect(lanes({ hasStates: false })).toEqual([['call', 1, 9]]);
  });
});

describe('parts of rows in sight', () => {
  const row = (index: number, y: number, height: number) => testRow({ row: index, y, height });
  it('end at the plot, and at rows above and below that cover them', () => {
    const bands = visibleBands([row(0, -10, 30), row(1, 20, 60), row(2, 80, 60), row(3, 0, 24), row(4, 75, 25)], 100);
    expect(bands.map(({ row: { row: index }, top, bottom }) => [index, top, bottom])).toEqual([
      [1, 24, 75],
      [3, 0, 24],
      [4, 75, 100],
    ]);
  });
});
