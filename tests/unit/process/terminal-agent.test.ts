import { isInForeground } from '@core/process/start-terminal-agent';
import { expect, it } from 'vitest';

it.each([
  ['in the foreground group', '10 (node) S 1 10 10 34816 10 4194304', true],
  ['with parentheses in its name', '10 (no) de) S 1 10 10 34816 10 4194304', true],
  ['in the background', '10 (node) S 1 10 10 34816 99 4194304', false],
  ['without a terminal', '10 (node) S 1 10 10 0 -1 4194304', false],
])('a process %s can be asked on its terminal: %s', (_where, stat, expected) => {
  expect(isInForeground(stat)).toBe(expected);
});
