import { setTimeout as delay } from 'node:timers/promises';
import { engineIdSchema } from '@shared/engines/registry';
import { parseJson } from '@shared/model/json';
import { z } from 'zod';
import { findCaller, findGroupsOf } from './caller';
import { takeBackContainers } from './containers';
import { destroySession } from './kernel-sessions';
import { identityKeyOf } from './process-identity';
import { SocketMounts } from './socket-mounts';
import { UserLttng } from './user-lttng';

/** How long a session daemon may take to end after its signal. */
const DAEMON_LIMIT_MS = 2_500;

/** Of each call: nobody comes after the guard, and on a machine that is overloaded lttng(1) takes its time. */
const CALL_LIMIT_MS = 20_000;

/** First word of the command line that the guard becomes. */
export const SETTLE = '--settle';

/** What a helper has made so far; the guard holds the latest, and only root can have written it. */
export const ordersSchema = z.strictObject({
  uid: z.number().int().positive(),
  helperId: z.string().regex(/^[0-9a-f]{12}$/),
  sessions: z.array(z.string().regex(/^ct-\d{8}-\d{6}-[0-9a-f]{6}-k$/)).max(64),
  engines: z.array(engineIdSchema).max(8),
  /** The session daemon that it started, as process-identity.ts names it. */
  daemon: z
    .string()
    .regex(/^[0-9a-f-]{36}:\d+:\d+$/)
    .nullable(),
});
export type Orders = z.infer<typeof ordersSchema>;

/** Value of HELPER_LABEL: for whom, and which helper. */
export const helperLabel = (uid: number, helperId: string): string => `${uid}/${helperId}`;

/**
 * Takes back what a helper left that was killed: its sessions on a daemon that goes on, its containers, its mounts. The
 * daemon that it had started ends by its parent-death signal.
 * @param text the last orders; empty when it had made nothing
 * @returns the exit status
 */
export async function settle(text: string | undefined): Promise<number> {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
  if (!text) return 0;
  const orders = ordersSchema.parse(parseJson(text));
  const caller = await findCaller(String(orders.uid));
  const groups = await findGroupsOf(caller);
  const lttng = new UserLttng(caller, groups, '/nonexistent');
  // One that does not answer in time may only be slow; the helper's own takes its sessions with it.
  const isForeign = orders.daemon === null;
  const reachable = orders.sessions.length > 0 && (await lttng.daemonAnswers().catch(() => isForeign));
  const [sessions, containers] = await Promise.all([
    Promise.allSettled(
      reachable ? orders.sessions.map((session) => destroySession(lttng, session, CALL_LIMIT_MS)) : [],
    ),
    takeBackContainers(orders.engines, helperLabel(orders.uid, orders.helperId)),
    endDaemon(orders.daemon),
  ]);
  await new SocketMounts(orders.helperId, caller).removeAll();
  return containers.length > 0 || sessions.some(({ status }) => status === 'rejected') ? 1 : 0;
}

/** It has had its signal when its parent died; lttng-sessiond 2.13.9 now and then hangs in its own shutdown. */
async function endDaemon(identity: string | null): Promise<void> {
  const pid = Number(identity?.split(':')[1]);
  const deadline = performance.now() + DAEMON_LIMIT_MS;
  while (identity !== null && identityKeyOf(pid) === identity) {
    if (performance.now() > deadline) return void process.kill(pid, 'SIGKILL');
    await delay(50);
  }
}
