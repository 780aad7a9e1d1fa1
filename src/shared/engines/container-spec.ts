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

/** A variable of the traced program. A secret value is passed to the program only, and never shown, logged or stored. */
export interface EnvVariable {
  name: string;
  value: string;
  secret: boolean;
}

/**
 * A container to create, independent of the engine. Each engine's file in this folder derives both the API call and the shown
 * command from it.
 */
export interface ContainerSpec {
  name: string;
  image: string;
  /** Arguments of the entrypoint, or the whole command. */
  command: string[];
  entrypoint?: string[] | undefined;
  env: EnvVariable[];
  labels: Record<string, string>;
  volumes: Volume[];
  workdir?: string | undefined;
  user?: string | undefined;
  /** `none`, `host`, `bridge` or a network's name; absent: the engine's default. */
  network?: string | undefined;
  cpus?: number | undefined;
  memoryBytes?: number | undefined;
  /** Gives its processes no separate SELinux label (`label=disable`), which would deny them the tracer's socket. */
  unlabelled?: boolean | undefined;
  /** Applies CONFINED to a container that root creates for another user. */
  confined?: boolean | undefined;
  /** Ids of options in EngineLanguage.options. */
  options?: readonly string[] | undefined;
}
