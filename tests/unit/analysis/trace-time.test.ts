import { durationText, momentText, traceTimeOf } from '@shared/analysis/trace-time';
import { describe, expect, it } from 'vitest';

describe('a time of a trace', () => {
  it.each([
    ['1.5s', 1_500_000_000],
    ['200ms', 200_000_000],
    ['10us', 10_000],
    ['10 µs', 10_000],
    ['7ns', 7],
    ['2', 2_000_000_000],
    ['0.000000001', 1],
    ['3m', 180_000_000_000],
    ['1h', 3_600_000_000_000],
  ])('%s is %i ns', (text, ns) => expect(traceTimeOf(text, '--from')).toBe(ns));

  it.each(['', 's', '-1s', '1 parsec', '1e3', '1.5.5', '999999999999h', '0x10', '__proto__', '1constructor'])(
    'refuses %j',
    (text) => expect(() => traceTimeOf(text, '--from')).toThrow(expect.objectContaining({ code: 'config' })),
  );
});

describe('a duration', () => {
  it('has three digits and a unit', () => {
    expect([0, 7, 999, 1_000, 12_345, 85_200_000, 1_419_000_000, 123_456_000_000].map(durationText)).toEqual([
      '0 ns',
      '7 ns',
      '999 ns',
      '1.00 µs',
      '12.3 µs',
      '85.2 ms',
      '1.42 s',
      '123 s',
    ]);
  });

  it('is rounded before its unit is selected', () => {
    expect([999_600, 99_960, 999_999_999, 999_400].map(durationText)).toEqual([
      '1.00 ms',
      '100 µs',
      '1.00 s',
      '999 µs',
    ]);
  });

  it('of more than 1000 s has all seconds, in groups of three digits', () => {
    expect([999_499e6, 999_500e6, 3_748_123e6, 1_234_567e9].map(durationText)).toEqual([
      '999 s',
      '1 000 s',
      '3 748 s',
      '1 234 567 s',
    ]);
  });

  it('of a moment has microseconds', () => expect(momentText(1_418_203_400)).toBe('1.418203 s'));
});
