import { readlinkSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { EngineId } from '@shared/engines/registry';
import { AppError } from '@shared/model/app-error';
import { awakeLimit } from '@shared/model/awake-timer';
import { parseOrThrow } from '@shared/model/parse';
import type { ValueOf } from '@shared/privilege/protocol';
import { z } from 'zod';
import { callEngine } from './engine-api';

/** Time limit for a removal by another client, for example by the process that is cleaned up after. */
const REMOVAL_LIMIT_MS = 3_000;
const NAMESPACES = ['pid', 'mnt', 'net', 'ipc', 'uts', 'user', 'cgroup', 'time'] as const;

const stateSchema = z.object({
  State: z.object({
    Running: z.boolean(),
    Pid: z.number().int(),
    ExitCode: z.number().int(),
    OOMKilled: z.boolean().optional(),
  }),
});

export async function inspectContainer(engine: EngineId, id: string): Promise<ValueOf<'container-inspect'>> {
  const { State } = await stateOf(engine, id);
  const namespaces = State.Running ? namespacesOf(State.Pid) : {};
  // Checks again that the container runs, since another process may have got its pid meanwhile.
  const still = State.Running && (await stateOf(engine, id)).State.Running;
  return {
    running: State.Running,
    hostPid: State.Pid,
    exitCode: State.ExitCode,
    outOfMemory: State.OOMKilled ?? false,
    namespaces: still ? namespaces : {},
  };
}

async function stateOf(engine: EngineId, id: string): Promise<z.infer<typeof stateSchema>> {
  const reply = await callEngine(engine, { method: 'GET', path: `/containers/${id}/json` });
  return parseOrThrow(stateSchema, reply, "The engine's answer about the container");
}

function namespacesOf(pid: number): Record<string, number> {
  return Object.fromEntries(
    NAMESPACES.flatMap((kind): [string, number][] => {
      try {
        const inode = /\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/ns/${kind}`))?.[1];
        return inode === undefined ? [] : [[kind, Number(inode)]];
      } catch {
        return []; // the process has ended
      }
    }),
  );
}

/** Kills and removes a container and its anonymous volumes. Does nothing for a container that does not exist. */
export async function removeContainer(engine: EngineId, id: string): Promise<void> {
  const path = `/containers/${id}`;
  const limit = awakeLimit(REMOVAL_LIMIT_MS);
  for (;;) {
    try {
      await callEngine(engine, { method: 'DELETE', path: `${path}?force=1&v=1`, ok: [404] });
      return;
    } catch (error) {
      const isBeingRemoved = error instanceof AppError && error.code === 'config'; // 409: removal already in progress
      if (!isBeingRemoved || limit.isOver) throw error;
      await delay(50);
    }
  }
}

const listSchema = z.array(z.object({ Id: z.string().regex(/^[0-9a-f]{64}$/) }));

/** Removes all containers with a label, running or not. @returns the errors */
export async function removeLabelled(engine: EngineId, label: string): Promise<unknown[]> {
  const filters = encodeURIComponent(JSON.stringify({ label: [label] }));
  const reply = await callEngine(engine, { method: 'GET', path: `/containers/json?all=1&filters=${filters}` });
  const found = parseOrThrow(listSchema, reply, "The engine's list of containers");
  const results = await Promise.allSettled(found.map(({ Id }) => removeContainer(engine, Id)));
  return results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
}
