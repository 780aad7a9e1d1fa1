import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseJson } from '@shared/model/json';
import { z } from 'zod';
import { processIdentitySchema } from '../../process/identity';

/** What we note of a container, since Apptainer keeps nothing: values of variables are not in it. */
const recordSchema = z.object({
  id: z.string(),
  name: z.string(),
  labels: z.record(z.string(), z.string()),
  /** The words behind Apptainer's name. */
  args: z.array(z.string()),
  launcher: processIdentitySchema.optional(),
  mountNs: z.string().optional(),
  hostPid: z.number().default(0),
  startedAt: z.string().default(''),
  finishedAt: z.string().default(''),
  exitCode: z.number().default(0),
});
export type ContainerRecord = z.infer<typeof recordSchema>;

const FOLDER = 'apptainer';

/**
 * The records of containers, one file each, in the runtime folder of the process that made them; whoever cleans up after it finds
 * them there, beside its own.
 */
export class ContainerRecords {
  readonly #folder: string;

  constructor(private readonly runtimeDir: string) {
    this.#folder = join(runtimeDir, FOLDER);
  }

  write(record: ContainerRecord): void {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    const path = join(this.#folder, `${record.id}.json`);
    writeFileSync(`${path}.new`, JSON.stringify(record), { mode: 0o600 });
    renameSync(`${path}.new`, path);
  }

  find(id: string): ContainerRecord | undefined {
    return this.list().find((record) => record.id === id);
  }

  remove(id: string): void {
    for (const folder of this.#folders()) rmSync(join(folder, `${id}.json`), { force: true });
  }

  /** Our own, and those of this user's other processes. */
  list(): ContainerRecord[] {
    return this.#folders().flatMap((folder) =>
      namesIn(folder)
        .filter((name) => name.endsWith('.json'))
        .flatMap((name) => readRecord(join(folder, name)) ?? []),
    );
  }

  #folders(): string[] {
    const base = dirname(this.runtimeDir);
    const others = namesIn(base).map((name) => join(base, name, FOLDER));
    return [this.#folder, ...others.filter((folder) => folder !== this.#folder)].filter((folder) => existsSync(folder));
  }
}

function readRecord(path: string): ContainerRecord | undefined {
  try {
    return recordSchema.safeParse(parseJson(readFileSync(path, 'utf8'))).data;
  } catch {
    return undefined; // removed at this moment: its processes bear the container's mark
  }
}

function namesIn(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}
