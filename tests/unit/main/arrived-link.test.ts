import { expect, test } from 'vitest';
import { ArrivedLink } from '../../../src/main/arrived-link';
import { MOST_LINK_CHARS } from '../../../src/shared/trace-view/trace-link';

const LINK = 'containers-trace://trace/20260304-120000-00beef?tab=events';

test('the link of a start is taken once', () => {
  const arrived = new ArrivedLink(['/usr/bin/electron', '--no-sandbox', '.', LINK]);
  expect([arrived.take(), arrived.take()]).toEqual([LINK, null]);
});

test('a second start with a link replaces the first one, and one without a link changes nothing', () => {
  const arrived = new ArrivedLink(['.', LINK]);
  expect(arrived.arrive(['.', '--lang=en', '/home/user'])).toBe(false);
  expect(arrived.arrive(['.', `${LINK}&filter=a`])).toBe(true);
  expect(arrived.take()).toBe(`${LINK}&filter=a`);
});

test('an endless argument is cut to what the page refuses', () => {
  const arrived = new ArrivedLink([`containers-trace:${'x'.repeat(1_000_000)}`]);
  expect(arrived.take()).toHaveLength(MOST_LINK_CHARS);
});
