import { AppError } from '@shared/model/app-error';
import { run } from './exec';

/** The user whose password started us, by pkexec's own word (pkexec(1): PKEXEC_UID) and the account database. */
export interface Caller {
  uid: number;
  gid: number;
  name: string;
  home: string;
}

const LOOK_LIMIT_MS = 10_000;

/** @throws AppError `denied` when no plain user called */
export async function findCaller(pkexecUid: string | undefined): Promise<Caller> {
  const uid = /^[1-9]\d{0,9}$/.test(pkexecUid ?? '') ? Number(pkexecUid) : 0;
  if (uid === 0 || uid > 0xffff_fffe)
    throw new AppError('denied', 'This program is started by pkexec, for a plain user.');
  const entry = await run('getent', ['passwd', String(uid)], { timeoutMs: LOOK_LIMIT_MS, okCodes: [0, 2] });
  const [name = '', , entryUid, gid, , home = ''] = entry.stdout.split('\n')[0]?.split(':') ?? [];
  if (!name || Number(entryUid) !== uid || !/^\d+$/.test(gid ?? '') || !home.startsWith('/'))
    throw new AppError('denied', `The user ${uid} has no account here.`);
  return { uid, gid: Number(gid), name, home };
}

/** The number of a group. @returns undefined when there is none of that name */
export async function findGroup(name: string): Promise<number | undefined> {
  const entry = await run('getent', ['group', name], { timeoutMs: LOOK_LIMIT_MS, okCodes: [0, 2] });
  const gid = entry.stdout.split('\n')[0]?.split(':')[2];
  return gid !== undefined && /^\d+$/.test(gid) ? Number(gid) : undefined;
}

/** The caller's groups, by the account database. */
export async function findGroupsOf({ name, gid }: Caller): Promise<number[]> {
  const entry = await run('getent', ['initgroups', name], { timeoutMs: LOOK_LIMIT_MS, okCodes: [0, 2] });
  const groups = entry.stdout.trim().split(/\s+/).slice(1).map(Number);
  return [...new Set([gid, ...groups.filter((group) => Number.isInteger(group) && group > 0)])];
}

/**
 * Whether this runtime lets itself become another user. A Node with a libuv that is not its own (Debian's) does not, since
 * it cannot know whether that one uses io_uring (CVE-2024-22017; src/node_credentials.cc); no setting of ours changes that.
 */
export function mayChangeUser(): boolean {
  try {
    process.seteuid?.(process.geteuid?.() ?? 0);
    return true;
  } catch {
    return false;
  }
}

/** Node's, which @types/node 24 leaves out. */
const { initgroups } = process as unknown as { initgroups(user: string, extraGroup: number): void };

/**
 * From here to `becomeRoot` every file is reached with the caller's own rights: a link that is swapped in reaches what the
 * caller can reach. All threads change (setuid(2) as glibc has it).
 */
export function becomeCaller({ name, uid, gid }: Caller): void {
  initgroups(name, gid);
  process.setegid?.(gid);
  process.seteuid?.(uid);
  if (process.geteuid?.() !== uid || process.getegid?.() !== gid)
    throw new AppError('bug', 'The helper could not give up its rights.');
}

export function becomeRoot(): void {
  process.seteuid?.(0);
  process.setegid?.(0);
  process.setgroups?.([]);
}

/**
 * @returns what `work`, which runs to its end at once, found with the caller's rights; with root's where the runtime cannot
 *   become the caller: `work` may then follow nothing and change nothing, and tells no more than that it was in vain
 */
export function asCaller<T>(caller: Caller, work: () => T): T {
  if (!mayChangeUser()) return work();
  becomeCaller(caller);
  try {
    return work();
  } finally {
    becomeRoot();
  }
}
