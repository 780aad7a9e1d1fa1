import { userInfo } from 'node:os';
import { becomeUser } from '../../tests/setup/plain-user';
import { PROJECT } from '../../tests/setup/staged-app';
import { openedWorld } from '../../tests/setup/world-state';

/** The user of the window in the tests: a plain user, since Chromium's sandbox does not work for root. */
export interface Tester {
  uid: number;
  gid: number;
  /** A command prefix that runs a program as this user; empty if the tests run as this user already. */
  become: string[];
  /** All that its programs get as environment. */
  env: Record<string, string>;
  /** The built app where this user can read it. */
  app: string;
  node: string;
}

/** The plain user of the open test world, or whoever runs the tests; undefined for root without a world. */
export function findTester(): Tester | undefined {
  const world = openedWorld();
  if (world) {
    const { user, actors, app, node } = world;
    const env = { ...actors.user.env, DISPLAY: process.env['DISPLAY'] ?? '' };
    return { uid: user.uid, gid: user.gid, become: becomeUser(user), env, app, node };
  }
  const { uid, gid } = userInfo();
  return uid === 0 ? undefined : { uid, gid, become: [], env: ownEnvironment(), app: PROJECT, node: process.execPath };
}

const ownEnvironment = (): Record<string, string> =>
  Object.fromEntries(Object.entries(process.env).filter((one): one is [string, string] => one[1] !== undefined));

export function tester(): Tester {
  const found = findTester();
  if (!found) throw new Error('There is neither a plain user nor a test world.');
  return found;
}
