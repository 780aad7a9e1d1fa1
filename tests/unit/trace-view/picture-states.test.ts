import { THREAD_STATES } from '@reader/analysis/analysis';
import { PICTURE_STATES } from '@shared/trace-view/picture';
import { expect, it } from 'vitest';

it('the states of the timeline are those of the reader, in its order', () => {
  expect(PICTURE_STATES).toEqual(THREAD_STATES);
});
