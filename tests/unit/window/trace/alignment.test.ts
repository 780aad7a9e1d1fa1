import { describe, expect, it } from 'vitest';
import { clocksMatch, offsetOf, rangeInOther } from '../../../../src/renderer/models/trace-view/alignment';

const opened = { lengthNs: 1_000, beginUnixNs: '1700000000000000000' };
const at = (offset: bigint, lengthNs = 500) => ({
  lengthNs,
  beginUnixNs: `${1_700_000_000_000_000_000n + offset}`,
});

describe('two traces on one time axis', () => {
  it('begin together by their starts', () => {
    expect(offsetOf('start', opened, at(300n))).toBe(0);
    expect(rangeInOther({ fromNs: 100, toNs: 900 }, 0, at(0n))).toEqual({ fromNs: 100, toNs: 500 });
  });
  it('keep their distance by the clock, to the nanosecond', () => {
    expect(offsetOf('clock', opened, at(301n))).toBe(301);
    expect(offsetOf('clock', opened, at(-301n))).toBe(-301);
    expect(rangeInOther({ fromNs: 300, toNs: 400 }, 301, at(301n))).toEqual({ fromNs: 0, toNs: 99 });
  });
  it('have no common clock where they were recorded one after the other, or without the time of day', () => {
    expect(clocksMatch(opened, at(999n))).toBe(true);
    for (const other of [at(1_000n), at(-500n), { ...opened, beginUnixNs: null }]) {
      expect(clocksMatch(opened, other)).toBe(false);
      expect(offsetOf('clock', opened, other)).toBe(0);
    }
  });
  it('have no common range where one of them has ended', () => {
    expect(rangeInOther({ fromNs: 500, toNs: 700 }, 0, at(0n))).toBeNull();
  });
});
