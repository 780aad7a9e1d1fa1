import { describe, expect, it } from 'vitest';
import { table } from '../../../src/cli/figures';

describe('a table', () => {
  it('aligns columns of figures on the right, and other columns on the left', () => {
    const rows = [
      ['20261130-132555-0c4f6f', '12 345', '1.42 s', '', '7'],
      ['20261130-132617-1b7bff', '…', '310 ns', '+4.00 µs', 'gone'],
    ];
    expect(table(['ID', 'EVENTS', 'TIME', 'CHANGE', 'NOTE'], rows).split('\n')).toEqual([
      'ID                      EVENTS    TIME    CHANGE  NOTE',
      '20261130-132555-0c4f6f  12 345  1.42 s            7',
      '20261130-132617-1b7bff       …  310 ns  +4.00 µs  gone',
    ]);
  });

  it('has headings although it has no rows', () => expect(table(['ID', 'SIZE'], [])).toBe('ID  SIZE'));
});
