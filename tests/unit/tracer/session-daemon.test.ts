import { SessionDaemon } from '@core/tracer/session-daemon';
import type { RootAccess } from '@shared/privilege/level';
import { describe, expect, it } from 'vitest';

const OWN = { kind: 'private', home: '/run/user/1000/ct-abcdef/d' };
const ROOTS = { kind: 'root', reach: 'self', home: '/run/user/1000/ct-abcdef' };

describe('the daemon that records userspace', () => {
  it.each<[RootAccess['group'], RootAccess['daemon'], object]>([
    ['not-member', 'running', OWN],
    ['no-such-group', 'absent', OWN],
    ['member', 'absent', OWN],
    ['member', 'running', ROOTS],
  ])('of a user who is %s of the group, with a root daemon that is %s', (group, daemon, ref) => {
    expect(new SessionDaemon('/run/user/1000/ct-abcdef', 1000).refFor({ group, daemon })).toEqual(ref);
  });

  it("of root is root's", () => {
    expect(new SessionDaemon('/run/user/1000/ct-abcdef', 0).refFor({ group: 'not-member', daemon: 'absent' })).toEqual(
      ROOTS,
    );
  });
});
