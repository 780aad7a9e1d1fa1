import { endOfHeld, SessionDaemon } from '@core/tracer/session-daemon';
import type { RootAccess } from '@shared/privilege/level';
import { describe, expect, it } from 'vitest';

const OWN = { kind: 'private', home: '/run/user/1000/ct-abcdef/d' };
const ROOTS = { kind: 'root', reach: 'self', home: '/run/user/1000/ct-abcdef' };

describe('the daemon that records userspace', () => {
  it.each<[RootAccess['group'], RootAccess['daemon'], 'allowed' | 'forbidden', object]>([
    ['not-member', 'running', 'forbidden', OWN],
    ['no-such-group', 'absent', 'forbidden', OWN],
    ['member', 'absent', 'forbidden', OWN],
    ['member', 'running', 'allowed', { ...OWN, isolated: true }],
    ['member', 'running', 'forbidden', ROOTS],
  ])(
    'of a user who is %s of the group, with a root daemon that is %s and namespaces %s',
    async (group, daemon, namespaces, ref) => {
      const own = new SessionDaemon('/run/user/1000/ct-abcdef', 1000, async () => namespaces === 'allowed');
      expect(await own.refFor({ group, daemon })).toEqual(ref);
    },
  );

  it("of root is root's", async () => {
    const own = new SessionDaemon('/run/user/1000/ct-abcdef', 0);
    expect(await own.refFor({ group: 'not-member', daemon: 'absent' })).toEqual(ROOTS);
  });
});

describe('the end of a daemon that a shell holds', () => {
  it.each([
    [
      { exitCode: 137, signal: null },
      { exitCode: null, signal: 'SIGKILL' },
    ],
    [
      { exitCode: 129, signal: null },
      { exitCode: null, signal: 'SIGHUP' },
    ],
    [
      { exitCode: 3, signal: null },
      { exitCode: 3, signal: null },
    ],
    [
      { exitCode: 0, signal: null },
      { exitCode: 0, signal: null },
    ],
    [
      { exitCode: null, signal: 'SIGKILL' },
      { exitCode: null, signal: 'SIGKILL' },
    ],
  ] as const)('is, for %j of the shell, %j', (shell, daemon) => {
    expect(endOfHeld(shell)).toEqual(daemon);
  });
});
