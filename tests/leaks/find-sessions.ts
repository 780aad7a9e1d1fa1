import { parseSessions } from '@core/tracer/mi-reply';
import { SESSION_PREFIX } from '@shared/model/labels';
import { runIdSchema } from '@shared/model/run-id';
import { ask, asUser } from './ask';
import type { Leak } from './leak';
import type { RunningProcess } from './processes';

/** Finds sessions with a run's name, on the root daemon and on every private daemon. */
export async function findSessions(processes: readonly RunningProcess[], living: ReadonlySet<string>): Promise<Leak[]> {
  const daemons = processes.filter((process) => /(^|\/)lttng-sessiond$/.test(process.argv[0] ?? ''));
  const doors = new Map(daemons.map((daemon) => [doorOf(daemon).key, doorOf(daemon)]));
  const found = await Promise.all([...doors.values()].map((door) => sessionsBehind(door, living)));
  return found.flat();
}

interface Door {
  key: string;
  command: string[];
  env: Record<string, string>;
}

/** Root's client always connects to the root daemon, so a private daemon is queried as its own user. */
function doorOf(daemon: RunningProcess): Door {
  if (daemon.uid === 0) return { key: 'the root daemon', command: [], env: {} };
  const home = daemon.env['LTTNG_HOME'] ?? daemon.env['HOME'] ?? '';
  return { key: `the daemon in ${home}`, command: asUser(daemon.uid), env: { LTTNG_HOME: home } };
}

async function sessionsBehind(door: Door, living: ReadonlySet<string>): Promise<Leak[]> {
  const reply = await ask([...door.command, 'lttng', '--mi', 'xml', '--no-sessiond', 'list'], door.env).catch(
    (error: { code?: unknown; signal?: unknown; killed?: boolean }) => {
      // The daemon is ending or starting. The search for processes checks it anyway.
      if (typeof error.code === 'number') return undefined;
      // The cleanup that is being tested ended this command, which has the environment of the run. Our own limit sets `killed`.
      if (typeof error.signal === 'string' && !error.killed) return undefined;
      throw error;
    },
  );
  if (reply === undefined) return [];
  return parseSessions(reply)
    .filter(({ name }) => isOurs(name) && !living.has(name.slice(SESSION_PREFIX.length)))
    .map(({ name }) => ({ kind: 'session', what: `${name} on ${door.key}` }));
}

const isOurs = (name: string): boolean =>
  name.startsWith(SESSION_PREFIX) && runIdSchema.safeParse(name.slice(SESSION_PREFIX.length)).success;
