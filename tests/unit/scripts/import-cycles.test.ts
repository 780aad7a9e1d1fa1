import { describe, expect, it } from 'vitest';
import { cyclesIn } from '../../../scripts/run/import-cycles.mjs';

describe('circles among imports', () => {
  it('are found wherever the walk begins', () => {
    const graph = new Map([
      ['main', ['a', 'b']],
      ['a', ['b']],
      ['b', ['c']],
      ['c', ['a']],
    ]);
    expect(cyclesIn(graph)).toEqual([['a', 'b', 'c']]);
  });

  it('are not seen in a diamond', () => {
    const graph = new Map([
      ['main', ['a', 'b']],
      ['a', ['shared']],
      ['b', ['shared']],
    ]);
    expect(cyclesIn(graph)).toEqual([]);
  });
});
