import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync } from 'node:fs';
import { userInfo } from 'node:os';

export interface PlainUser {
  name: string;
  uid: number;
  gid: number;
  home: string;
  /** Its XDG_RUNTIME_DIR; the same in every test, since rootless Podman keeps its state by it. */
  runtimeDir: string;
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
  if (own.uid !== 0)
    return {
      name: own.username,
      uid: own.uid,
      gid: own.gid,
      home: own.homedir,
      runtimeDir: process.env['XDG_RUNTIME_DIR'] ?? ownedFolder(`/tmp/runtime-${own.username}`, own),
      become: [],
    };
  const name = process.env['CONTAINERS_TRACE_TEST_USER'] ?? 'cttest';
  const line = execFileSync('getent', ['passwd', name], { encoding: 'utf8' });
  const [, , uid = '', gid = '', , home = ''] = line.trim().split(':');
  const become = ['setpriv', '--reuid', uid, '--regid', gid, '--init-groups', '--'];
  const ids = { uid: Number(uid), gid: Number(gid) };
  const session = `/run/user/${uid}`;
  const runtimeDir = existsSync(session) ? session : ownedFolder(`/run/user-${name}`, ids);
  return { name, ...ids, home, runtimeDir, become };
}

function ownedFolder(path: string, owner: { uid: number; gid: number }): string {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  chownSync(path, owner.uid, owner.gid);
  return path;
}
