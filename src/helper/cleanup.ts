import { setTimeout as delay } from 'node:timers/promises';
import { engineIdSchema } from '@shared/engines/registry';
import { awakeLimit } from '@shared/model/awake-timer';
import { parseJson } from '@shared/model/json';
import { z } from 'zod';
import { findCaller, findGroupsOf } from './caller';
import { removeContainers } from './containers';
import { destroySession } from './kernel-sessions';
import { identityKeyOf } from './process-identity';
import { SocketMounts } from './socket-mounts';
import { UserLttng } from './user-lttng';

/** How long a session daemon can take to end after its signal. */
const DAEMON_LIMIT_MS = 2_500;

/** Time limit for each call. Long, since nothing cleans up after the guard, and lttng(1) is slow on an overloaded machine. */
const CALL_LIMIT_MS = 20_000;

/** First argument of the program that the guard executes. */
export const CLEAN_UP = '--clean-up';

/** What a helper has created so far. The guard keeps the latest orders, which only root can write. */
const cleanupOrdersSchema = z.strictObject({
  uid: z.number().int().positive(),
  helperId: z.string().regex(/^[0-9a-f]{12}$/),
  sessions: z.array(z.string().regex(/^ct-\d{8}-\d{6}-[0-9a-f]{6}-k$/)).max(64),
  engines: z.array(engineIdSchema).max(8),
  /** Key of the session daemon that the helper started, see process-identity.ts. */
  daemon: z
    .string()
    .regex(/^[0-9a-f-]{36}:\d+:\d+$/)
    .nullable(),
});
export type CleanupOrders = z.infer<typeof cleanupOrdersSchema>;

/** Value of HELPER_LABEL, which contains the user and the helper's id. */
export const helperLabel = (uid: number, helperId: string): string => `${uid}/${helperId}`;

/**
 * Cleans up after a killed helper: destroys its sessions on a daemon that still runs, and removes its containers and mounts. The
 * daemon that it started ends by the parent-death signal.
 * @param text the last orders; empty when the helper had created nothing
 * @returns the exit status
 */
export async function cleanUpAfter(text: string | undefined): Promise<number> {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
  if (!text) return 0;
  const orders = cleanupOrdersSchema.parse(parseJson(text));
  const caller = await findCaller(String(orders.uid));
  const groups = await findGroupsOf(caller);
  const lttng = new UserLttng(caller, groups, '/nonexistent');
  // A daemon that does not answer in time may only be slow. The helper's own daemon ends with its sessions.
  const isForeign = orders.daemon === null;
  const reachable = orders.sessions.length > 0 && (await lttng.daemonAnswers().catch(() => isForeign));
  const [sessions, containers] = await Promise.all([
    Promise.allSettled(
      reachable ? orders.sessions.map((session) => destroySession(lttng, session, CALL_LIMIT_MS)) : [],
    ),
    removeContainers(orders.engines, helperLabel(orders.uid, orders.helperId)),
    endDaemon(orders.daemon),
  ]);
  await new SocketMounts(orders.helperId, caller).removeAll();
  return containers.length > 0 || sessions.some(({ status }) => status === 'rejected') ? 1 : 0;
}

/** Kills the daemon at the time limit. It got its signal when the helper ended, but lttng-sessiond 2.13.9 sometimes hangs. */
async function endDaemon(identity: string | null): Promise<void> {
  const pid = Number(identity?.split(':')[1]);
  const limit = awakeLimit(DAEMON_LIMIT_MS);
  while (identity !== null && identityKeyOf(pid) === identity) {
    if (limit.isOver) return void process.kill(pid, 'SIGKILL');
    await delay(50);
  }
}
