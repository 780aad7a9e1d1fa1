import { z } from 'zod';

const path = z
  .string()
  .max(4096, 'a path has at most 4096 characters')
  .refine((text) => !text.includes('\u0000'), 'a path holds no NUL character');

export const volumeSchema = z.object({
  source: path.startsWith('/', 'a path on this machine starts with /'),
  target: path.startsWith('/', 'a path inside the container starts with /'),
  readOnly: z.boolean(),
});
export type Volume = z.infer<typeof volumeSchema>;

/** A variable of the traced program's environment. A secret value goes to the program only: never shown, logged or stored. */
export interface EnvVariable {
  name: string;
  value: string;
  secret: boolean;
}

/**
 * A container to create, in no engine's language. Each engine's file in this folder renders it twice: as the body of
 * the API call that runs and as the command that is shown; both read nothing but this.
 */
export interface ContainerSpec {
  name: string;
  image: string;
  /** Arguments of the entrypoint, or the command itself. */
  command: string[];
  entrypoint?: string[] | undefined;
  env: EnvVariable[];
  labels: Record<string, string>;
  volumes: Volume[];
  workdir?: string | undefined;
  user?: string | undefined;
  /** `none`, `host`, `bridge` or a network's name; the engine's default when left out. */
  network?: string | undefined;
  cpus?: number | undefined;
  memoryBytes?: number | undefined;
  /** Its processes get no SELinux label of their own (`label=disable`), for one would keep them from the tracer's socket. */
  unlabelled?: boolean | undefined;
  /** Made by root for another user: without what reaches the host through the container's files (CONFINED). */
  confined?: boolean | undefined;
  /** Ids of the engine's own options (EngineLanguage.options). */
  options?: readonly string[] | undefined;
}
