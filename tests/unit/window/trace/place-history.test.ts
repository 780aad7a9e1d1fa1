import { WHOLE_PLACE } from '@shared/trace-view/trace-place';
import { expect, test } from 'vitest';
import {
  back,
  changed,
  forward,
  historyAt,
  NEW_HISTORY,
} from '../../../../src/renderer/stores/trace-view/place-history';

const range = (fromNs: number) => ({ range: { fromNs, toNs: fromNs + 10 } });

test('back and forward go through the places, and a new step ends the way forward', () => {
  const there = changed(changed(NEW_HISTORY, { tab: 'timeline' }), { function: '1:ff' });
  const before = back(there);
  expect(before.place).toEqual({ ...WHOLE_PLACE, tab: 'timeline' });
  expect(forward(before).place).toEqual(there.place);
  const first = back(before);
  expect(back(first)).toBe(first);
  const elsewhere = changed(before, { tab: 'events' });
  expect(forward(elsewhere)).toBe(elsewhere);
});

test('all moves of one pan are one step, and the next pan after another change is a step of its own', () => {
  let history = historyAt(WHOLE_PLACE);
  for (const fromNs of [1, 2, 3]) history = changed(history, range(fromNs), 'adjust');
  expect(history.past).toEqual([WHOLE_PLACE]);
  history = changed(history, { function: '1:ff' });
  for (const fromNs of [4, 5]) history = changed(history, range(fromNs), 'adjust');
  expect(history.past).toHaveLength(3);
  expect(back(history).place).toEqual({ ...WHOLE_PLACE, ...range(3), function: '1:ff' });
});

test('the same place is no step, and a replaced place neither', () => {
  expect(changed(NEW_HISTORY, { tab: 'insights', range: null })).toBe(NEW_HISTORY);
  expect(changed(NEW_HISTORY, { tab: 'events' }, 'replace').past).toEqual([]);
});

test('the history is bounded', () => {
  let history = NEW_HISTORY;
  for (let step = 1; step <= 1_000; step += 1) history = changed(history, range(step));
  expect(history.past).toHaveLength(200);
});

test('a call and a user event are not selected at the same time', () => {
  const call = { row: 1, depth: 0, atNs: 5 };
  const mark = { row: 2, atNs: 7 };
  const withMark = changed(changed(NEW_HISTORY, { call }), { mark });
  expect(withMark.place).toMatchObject({ call: null, mark });
  expect(changed(withMark, { call }).place).toMatchObject({ call, mark: null });
  expect(changed(withMark, { call: null }).place).toMatchObject({ call: null, mark: null });
  expect(changed(withMark, { tab: 'events' }).place).toMatchObject({ mark });
});
