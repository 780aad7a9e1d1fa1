import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';

/** The variable with the path of an open world's state, for the test files. */
export const WORLD_ENV = 'CONTAINERS_TRACE_WORLD';

const actorSchema = z.object({
  /** Default library of its runs. */
  library: z.string(),
  /** CONTAINERS_TRACE_RUNTIME_DIR of its runs: a short path, mode 0700, owned by the actor. */
  runtimeBase: z.string(),
  /** The whole environment of its programs. */
  env: z.record(z.string(), z.string()),
});

export const worldStateSchema = z.object({
  /** Contains all files of this world. */
  folder: z.string(),
  /** The staged copy of the built app; readable by all. */
  app: z.string(),
  node: z.string(),
  user: z.object({ name: z.string(), uid: z.number(), gid: z.number(), home: z.string(), runtimeDir: z.string() }),
  docker: z.object({ socket: z.string(), deniedSocket: z.string() }),
  actors: z.object({ root: actorSchema, user: actorSchema }),
  /** The programs are below `prefix`. `images` contains the image paths of each actor. */
  apptainer: z.object({ prefix: z.string(), images: z.object({ root: z.string(), user: z.string() }) }),
  images: z.object({ base: z.string(), demo: z.string() }),
});
export type WorldState = z.infer<typeof worldStateSchema>;
export type Actor = keyof WorldState['actors'];

/** The open world; undefined if this machine has none. */
export function openedWorld(): WorldState | undefined {
  const path = process.env[WORLD_ENV];
  if (!path || !existsSync(path)) return undefined;
  return worldStateSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
}

/** The open world. @throws Error when there is none */
export function world(): WorldState {
  const state = openedWorld();
  if (!state) throw new Error(`${WORLD_ENV} names no open test world.`);
  return state;
}
