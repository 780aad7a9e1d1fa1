import { describe, expect, it } from 'vitest';
import {
  everything,
  extended,
  NO_SELECTION,
  only,
  type Selection,
  target,
  toggled,
  without,
} from '../../../src/renderer/models/traces-table/selection';

const ORDER = ['a', 'b', 'c', 'd', 'e'];
const ids = (selection: Selection): string => [...selection.ids].sort().join('');

describe('a selection', () => {
  it('contains one row, and a second one that is toggled', () => {
    expect(ids(only('b'))).toBe('b');
    expect(ids(toggled(only('b'), 'd'))).toBe('bd');
    expect(ids(toggled(toggled(only('b'), 'd'), 'b'))).toBe('d');
  });

  it('extends from its anchor to a row in both directions', () => {
    const down = extended(only('b'), ORDER, 'd');
    expect(ids(down)).toBe('bcd');
    expect(down.focus).toBe('d');
    expect(ids(extended(down, ORDER, 'a'))).toBe('ab');
    expect(ids(extended(NO_SELECTION, ORDER, 'c'))).toBe('c');
    expect(ids(extended(only('gone'), ORDER, 'c'))).toBe('c');
  });

  it('contains all rows and leaves the focus on its row', () => {
    expect(everything(only('c'), ORDER)).toEqual({ ids: new Set(ORDER), anchor: 'a', focus: 'c' });
    expect(everything(NO_SELECTION, []).focus).toBeNull();
  });

  it('moves to the next row, or to the last, when all selected rows were removed', () => {
    expect(without(only('b'), ORDER, new Set(['b']))).toEqual(only('c'));
    expect(without(only('e'), ORDER, new Set(['e', 'd']))).toEqual(only('c'));
    expect(without(only('a'), ['a'], new Set(['a']))).toEqual(NO_SELECTION);
    expect(without(NO_SELECTION, ORDER, new Set(['a']))).toEqual(NO_SELECTION);
  });

  it('keeps the other rows when some were removed', () => {
    const left = without(extended(only('b'), ORDER, 'd'), ORDER, new Set(['d']));
    expect(ids(left)).toBe('bc');
    expect(left.focus).toBe('e');
  });
});

describe('a navigation key', () => {
  it('moves the focus within the rows', () => {
    expect(target('ArrowDown', -1, 5, 3)).toBe(0);
    expect(target('ArrowDown', 4, 5, 3)).toBe(4);
    expect(target('ArrowUp', -1, 5, 3)).toBe(4);
    expect(target('ArrowUp', 0, 5, 3)).toBe(0);
    expect(target('PageDown', 3, 5, 3)).toBe(4);
    expect(target('PageUp', 2, 5, 3)).toBe(0);
    expect(target('Home', 3, 5, 3)).toBe(0);
    expect(target('End', 0, 5, 3)).toBe(4);
    expect(target('x', 0, 5, 3)).toBeNull();
    expect(target('ArrowDown', -1, 0, 3)).toBeNull();
  });
});
