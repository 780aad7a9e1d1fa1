import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { awaitCondition } from './await-condition';
import { isAlive, ownMark, processes } from './process-table';
import { runTool } from './run-tool';

export interface PlainUser {
  name: string;
  uid: number;
  gid: number;
  home: string;
  /** XDG_RUNTIME_DIR, 0700. */
  runtimeDir: string;
}

const NAME = 'ct-tester';
const MOST_AT_ONCE = 10;
/** Begins the passwd comment of every user of a test world. The mark of the world's process follows. */
const COMMENT = 'Containers Trace test user of';

interface PasswdEntry {
  name: string;
  uid: number;
  gid: number;
  comment: string;
}

function passwd(): PasswdEntry[] {
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name = '', , uid, gid, comment = '']) => ({ name, uid: Number(uid), gid: Number(gid), comment }));
}

/** A command prefix that runs a program as this user. */
export const becomeUser = (user: Pick<PlainUser, 'uid' | 'gid'>): string[] => [
  'setpriv',
  `--reuid=${user.uid}`,
  `--regid=${user.gid}`,
  '--init-groups',
  '--',
];

/** Adds a user with a home, a runtime folder and sub-ids. @param folder an open folder for home and runtime folder */
export async function addPlainUser(folder: string): Promise<PlainUser> {
  await removeStaleUsers();
  const home = join(folder, 'home');
  const runtimeDir = join(folder, 'xdg');
  const name = freeName();
  // passwd(5) forbids colons in the comment.
  const comment = `${COMMENT} ${ownMark().replaceAll(':', '/')}`;
  const args = ['--no-create-home', `--home-dir=${home}`, '--user-group', '--shell=/bin/bash', `--comment=${comment}`];
  await editingAccounts(() => runTool('useradd', [...args, name]));
  const entry = passwd().find((one) => one.name === name);
  if (!entry) throw new Error(`useradd made no user ${name}.`);
  if (!readFileSync('/etc/subuid', 'utf8').includes(`${name}:`))
    throw new Error(`useradd gave ${name} no sub-uids: look at SUB_UID_COUNT in /etc/login.defs.`);
  for (const path of [home, runtimeDir]) {
    mkdirSync(path, { mode: 0o700 });
    runTool('chown', [`${entry.uid}:${entry.gid}`, path]);
  }
  return { name, uid: entry.uid, gid: entry.gid, home, runtimeDir };
}

function freeName(): string {
  const taken = new Set(passwd().map((entry) => entry.name));
  const names = Array.from({ length: MOST_AT_ONCE }, (_, index) => (index === 0 ? NAME : `${NAME}-${index}`));
  const free = names.find((name) => !taken.has(name));
  if (!free) throw new Error(`All of ${names.join(', ')} exist already.`);
  return free;
}

/** Removes a user of a test world: its processes, its account, and Podman's files for it in shared memory. */
export async function removePlainUser({ name, uid }: Pick<PlainUser, 'name' | 'uid'>): Promise<void> {
  const { first, last } = subUids(name);
  const belongs = (owner: number): boolean => owner === uid || (owner >= first && owner <= last);
  await awaitCondition(
    () => {
      const left = processes().filter((entry) => belongs(entry.uid));
      for (const entry of left) killProcess(entry.pid);
      return left.length === 0;
    },
    { what: `the processes of ${name} to end`, timeoutMs: 10_000 },
  );
  await editingAccounts(() => runTool('userdel', [name]));
  runTool('rm', ['-f', `/dev/shm/libpod_rootless_lock_${uid}`]);
}

function killProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // it has ended meanwhile
  }
}

function subUids(name: string): { first: number; last: number } {
  const line = readFileSync('/etc/subuid', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  const [, first = Number.NaN, count = 0] = (line ?? '').split(':').map(Number);
  return { first, last: first + count - 1 };
}

/** Removes users of worlds that were killed before their cleanup. */
async function removeStaleUsers(): Promise<void> {
  for (const entry of passwd()) {
    if (!entry.comment.startsWith(COMMENT)) continue;
    const mark = entry.comment.slice(COMMENT.length).trim().replaceAll('/', ':');
    if (!isAlive(mark)) await removePlainUser(entry);
  }
}

/** Retries, because useradd(8) does not wait for the lock of the account files. */
async function editingAccounts(edit: () => void): Promise<void> {
  await awaitCondition(
    () => {
      try {
        edit();
        return true;
      } catch (error) {
        if (/try again later|cannot lock/.test(String(error))) return false;
        throw error;
      }
    },
    { what: 'the lock of /etc/passwd', timeoutMs: 20_000 },
  );
}
