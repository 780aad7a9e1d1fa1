import { readAmount, SECONDS } from '@shared/request/draft/amount';
import { expect, it } from 'vitest';

it.each([
  ['', undefined],
  ['90', 90],
  ['1.5 h', 5400],
  ['2min', 120],
  ['.5', 0.5],
  ['1,5', Number.NaN],
  ['2 MiB', Number.NaN],
])('%j is %d seconds', (text, seconds) => {
  expect(readAmount(text, SECONDS)).toEqual(seconds);
});
