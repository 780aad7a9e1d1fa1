import { describe, expect, it } from 'vitest';
import { exactTime, pointTime, shortTime } from '../../../../src/renderer/format/nanoseconds';

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

describe('times of a trace as text', () => {
  it.each([
    [0, '0 ns'],
    [7, '7 ns'],
    [412_000, '412 µs'],
    [61_000_000, '61.0 ms'],
    [85_214_300, '85.2 ms'],
    [999_600, '1.00 ms'],
    [9_996_000, '10.0 ms'],
    [2_410_000_000, '2.41 s'],
    [1_234_567_000_000, '1235 s'],
    [-1_500_000, '−1.50 ms'],
  ])('shortens %d ns to three digits', (ns, text) => expect(plain(shortTime(ns))).toBe(text));
  it('keeps every nanosecond of an exact time, in groups of three', () => {
    expect(plain(exactTime(1_237_104_812))).toBe('1.237 104 812 s');
    expect(plain(exactTime(85_214_300))).toBe('85.214 300 ms');
    expect(plain(exactTime(999))).toBe('999 ns');
    expect(plain(exactTime(0))).toBe('0 ns');
    expect(plain(exactTime(Number.MAX_SAFE_INTEGER))).toBe('9007199.254 740 991 s');
  });
  it('shows a point as exactly as the pixels are apart', () => {
    expect(plain(pointTime(1_312_884_297, 256_000))).toBe('1.312 884 s');
    expect(plain(pointTime(12_884_297, 256_000, 1.4e9))).toBe('0.012 884 s');
    expect(plain(pointTime(1_312_884_297, 1e9))).toBe('1 s');
  });
});
