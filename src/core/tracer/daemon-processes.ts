import { readdirSync, readFileSync } from 'node:fs';
import { OWNER_ENV } from '@shared/model/labels';
import type { DaemonRef } from '@shared/planning/step';
import { identityKey, identityOf, isRunning, ownIdentity, type ProcessIdentity } from '../process/identity';
import { signalAll } from '../process/owned-processes';
import { waitUntil } from '../process/wait-until';

const KILL_LIMIT_MS = 2_000;
/** The session daemon, its consumer daemons, and the worker that opens its files (2.13, src/common/runas.c). */
const PROGRAMS = /(^|\/)lttng-(sessiond|consumerd|runas)\b/;

/**
 * The processes of a session daemon that this process has started. They inherit our mark in their environment, so they are
 * found even after the session daemon itself has ended.
 */
export function daemonProcesses(ref: DaemonRef): ProcessIdentity[] {
  const marks = [
    `${OWNER_ENV}=${identityKey(ownIdentity())}`,
    ...(ref.kind === 'private' ? [`LTTNG_HOME=${ref.home}`] : []),
  ];
  return readdirSync('/proc').flatMap((name) => {
    const pid = Number(name);
    if (!Number.isInteger(pid) || !PROGRAMS.test(entriesOf(name, 'cmdline')[0] ?? '')) return [];
    const environment = entriesOf(name, 'environ');
    const identity = marks.every((mark) => environment.includes(mark)) ? identityOf(pid) : undefined;
    return identity && isRunning(identity) ? [identity] : [];
  });
}

/**
 * Kills these processes, even stopped ones, and waits until they have ended.
 * @throws AppError `command` when one of them does not end
 */
export async function killDaemonProcesses(ref: DaemonRef): Promise<void> {
  signalAll(daemonProcesses(ref), 'SIGKILL');
  await waitUntil(() => daemonProcesses(ref).length === 0, {
    what: 'the session daemon to be killed',
    timeoutMs: KILL_LIMIT_MS,
  });
}

function entriesOf(pid: string, file: 'cmdline' | 'environ'): string[] {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8').split('\0');
  } catch {
    return []; // the process has ended or belongs to another user
  }
}
