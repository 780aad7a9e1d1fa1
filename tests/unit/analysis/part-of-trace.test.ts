import { rangeOf } from '@core/analysis/part-of-trace';
import { describe, expect, it } from 'vitest';
import { limitOf, partOf } from '../../../src/cli/analysis/part-options';

describe('a part of a trace', () => {
  it('without an end includes the last event', () => {
    expect(rangeOf({}, 10)).toEqual({ fromNs: 0, toNs: 11 });
    expect(rangeOf({ fromNs: 10 }, 10)).toEqual({ fromNs: 10, toNs: 11 });
    expect(rangeOf({ fromNs: 2, toNs: 5 }, 10)).toEqual({ fromNs: 2, toNs: 5 });
  });

  it.each([2 ** 53, 2 ** 53 + 2, 2 ** 60, 2 ** 64])(
    'without an end includes the last event of a trace of %d ns',
    (lengthNs) => {
      expect(rangeOf({}, lengthNs).toNs).toBeGreaterThan(lengthNs);
    },
  );

  it('cannot begin after the end of the trace', () => {
    expect(() => rangeOf({ fromNs: 11 }, 10)).toThrow(expect.objectContaining({ code: 'config' }));
  });

  it('ends after its begin', () => {
    expect(partOf({ from: '1s', to: '2s' })).toEqual({ fromNs: 1e9, toNs: 2e9 });
    expect(() => partOf({ from: '2s', to: '1s' })).toThrow(expect.objectContaining({ code: 'config' }));
  });
});

describe('a limit', () => {
  it('is a whole number of at least 1', () => {
    expect(limitOf('12', 30)).toBe(12);
    expect(limitOf(undefined, 30)).toBe(30);
  });

  it.each(['0', '-3', '1.5', 'x', '', '1e3', '9'.repeat(20)])('refuses %j', (text) =>
    expect(() => limitOf(text, 30)).toThrow(expect.objectContaining({ code: 'config' })),
  );
});
