import { nameOf, plainText, sentence } from '@core/trace-view/insights/say';
import { bytesText, counted, countText, percentText, timesText } from '@shared/analysis/figure-text';
import { MIB } from '@shared/model/units';
import { expect, it } from 'vitest';

it('figures have three digits at most, and counts have groups', () => {
  expect([0.0314, 0.0999, 0.41, 1].map(percentText)).toEqual(['3.1 %', '10 %', '41 %', '100 %']);
  expect([4.46, 91.2, 1_236].map(timesText)).toEqual(['4.5 ×', '91 ×', '1\u202f240 ×']);
  expect([88.04, 1.5, 1_500].map((mib) => bytesText(mib * MIB))).toEqual(['88.0 MiB', '1.50 MiB', '1.46 GiB']);
  expect(countText(1_234_567)).toBe('1\u202f234\u202f567');
  expect([1, 2].map((count) => counted(count, 'flush', 'flushes'))).toEqual(['1 flush', '2 flushes']);
});

it('names of a trace have no control characters and at most 80 characters in a sentence', () => {
  expect(plainText(sentence(nameOf('a\u001b[31mb\nc\u202e'), ' ran.'))).toBe('ab c ran.');
  expect([...nameOf('x'.repeat(10_000)).text]).toHaveLength(80);
});
