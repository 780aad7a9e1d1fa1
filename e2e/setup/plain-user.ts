import { execFileSync } from 'node:child_process';
import { userInfo } from 'node:os';

export interface PlainUser {
  name: string;
  uid: number;
  gid: number;
  home: string;
  /** Words before a program that make it run as this user; none when the tests run as this user already. */
  become: string[];
}

/**
 * The user whom the window belongs to in the tests: never root, since Chromium's sandbox does not work for root.
 * As root: CONTAINERS_TRACE_TEST_USER, else `cttest`.
 * @throws when that user does not exist
 */
export function plainUser(): PlainUser {
  const own = userInfo();
  if (own.uid !== 0) return { name: own.username, uid: own.uid, gid: own.gid, home: own.homedir, become: [] };
  const name = process.env['CONTAINERS_TRACE_TEST_USER'] ?? 'cttest';
  const line = execFileSync('getent', ['passwd', name], { encoding: 'utf8' });
  const [, , uid = '', gid = '', , home = ''] = line.trim().split(':');
  const become = ['setpriv', '--reuid', uid, '--regid', gid, '--init-groups', '--'];
  return { name, uid: Number(uid), gid: Number(gid), home, become };
}
