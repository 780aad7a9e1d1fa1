import { AppError } from '@shared/model/app-error';
import { run } from './exec';

/** The user who started the helper, by PKEXEC_UID (pkexec(1)) and the account database. */
export interface Caller {
  uid: number;
  gid: number;
  name: string;
  home: string;
}

const LOOKUP_LIMIT_MS = 10_000;

/** @throws AppError `denied` when the caller is not a plain user */
export async function findCaller(pkexecUid: string | undefined): Promise<Caller> {
  const uid = /^[1-9]\d{0,9}$/.test(pkexecUid ?? '') ? Number(pkexecUid) : 0;
  if (uid === 0 || uid > 0xffff_fffe)
    throw new AppError('denied', 'The helper was not started by pkexec for a plain user.');
  const entry = await run('getent', ['passwd', String(uid)], { timeoutMs: LOOKUP_LIMIT_MS, okCodes: [0, 2] });
  const [name = '', , entryUid, gid, , home = ''] = entry.stdout.split('\n')[0]?.split(':') ?? [];
  if (!name || Number(entryUid) !== uid || !/^\d+$/.test(gid ?? '') || !home.startsWith('/'))
    throw new AppError('denied', `The user ${uid} has no account on this machine.`);
  return { uid, gid: Number(gid), name, home };
}

/** The id of a group. @returns undefined when there is no such group */
export async function findGroup(name: string): Promise<number | undefined> {
  const entry = await run('getent', ['group', name], { timeoutMs: LOOKUP_LIMIT_MS, okCodes: [0, 2] });
  const gid = entry.stdout.split('\n')[0]?.split(':')[2];
  return gid !== undefined && /^\d+$/.test(gid) ? Number(gid) : undefined;
}

/** The caller's group ids in the account database. */
export async function findGroupsOf({ name, gid }: Caller): Promise<number[]> {
  const entry = await run('getent', ['initgroups', name], { timeoutMs: LOOKUP_LIMIT_MS, okCodes: [0, 2] });
  const groups = entry.stdout.trim().split(/\s+/).slice(1).map(Number);
  return [...new Set([gid, ...groups.filter((group) => Number.isInteger(group) && group > 0)])];
}

/**
 * Whether this runtime can change its user. A Node with a shared libuv (Debian's) refuses to, since that libuv may use io_uring
 * (CVE-2024-22017; src/node_credentials.cc). No setting changes that.
 */
export function mayChangeUser(): boolean {
  try {
    process.seteuid?.(process.geteuid?.() ?? 0);
    return true;
  } catch {
    return false;
  }
}

/** A function of Node that @types/node 24 lacks. */
const { initgroups } = process as unknown as { initgroups(user: string, extraGroup: number): void };

/**
 * Until `becomeRoot`, the process accesses files with the caller's rights, so that a swapped link leads only to files that the caller
 * can access. Changes all threads (setuid(2) in glibc).
 */
export function becomeCaller({ name, uid, gid }: Caller): void {
  initgroups(name, gid);
  process.setegid?.(gid);
  process.seteuid?.(uid);
  if (process.geteuid?.() !== uid || process.getegid?.() !== gid)
    throw new AppError('bug', 'The helper could not drop its privileges.');
}

export function becomeRoot(): void {
  process.seteuid?.(0);
  process.setegid?.(0);
  process.setgroups?.([]);
}

/**
 * Runs synchronous work with the caller's rights. Runs it with root's rights if the runtime cannot change its user. So `work` must
 * follow no links, change nothing, and reveal nothing but its failure.
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
