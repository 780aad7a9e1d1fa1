import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parseJson } from '@shared/model/json';
import { MIB } from '@shared/model/units';
import { z } from 'zod';
import { namesIn } from '../../files/optional-files';
import { isOwnFolder, readOwnFile } from '../../files/own-file';
import { processIdentitySchema } from '../../process/identity';
import { isRuntimeFolderName } from '../../process/runtime-folder-name';
import { trustedTrail } from './processes';

/** Our record of a container, since Apptainer keeps none. It contains no values of variables. */
const recordSchema = z.object({
  id: z.string().regex(/^[0-9a-f]{64}$/),
  name: z.string().min(1).max(200),
  labels: z.record(z.string().min(1).max(200), z.string().max(4096)),
  /** Apptainer's arguments. */
  args: z.array(z.string()),
  launcher: processIdentitySchema.optional(),
  /** The container's first process. */
  first: processIdentitySchema.optional(),
  mountNs: z
    .string()
    .regex(/^mnt:\[\d{1,20}\]$/)
    .optional(),
  hostPid: z.number().int().nonnegative().default(0),
  startedAt: z.string().default(''),
  finishedAt: z.string().default(''),
  exitCode: z.number().default(0),
});
export type ContainerRecord = z.infer<typeof recordSchema>;

const FOLDER = 'apptainer';
/** The arguments of a command line are limited to 2 MiB (execve(2), "Limits on size"). */
const MOST_BYTES = 4 * MIB;

/**
 * The records of containers, one file each, in the runtime folder of the process that created them. The process that cleans up
 * after it finds that folder beside its own.
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

  /**
   * Lists our records and those of this user's other processes. The others' records can be outdated, so that trustedTrail
   * checks them against the running processes.
   */
  list(): ContainerRecord[] {
    return this.#folders().flatMap((folder) => {
      const records = recordsIn(folder);
      return folder === this.#folder ? records : records.map(trustedTrail);
    });
  }

  #folders(): string[] {
    const base = dirname(this.runtimeDir);
    // All users may share the base folder (/tmp), so that folders of other users are ignored.
    const others = namesIn(base)
      .filter(isRuntimeFolderName)
      .map((name) => join(base, name))
      .filter((path) => isOwnFolder(path) && isOwnFolder(join(path, FOLDER)))
      .map((path) => join(path, FOLDER));
    return [this.#folder, ...others.filter((folder) => folder !== this.#folder)].filter((folder) => existsSync(folder));
  }
}

const recordsIn = (folder: string): ContainerRecord[] =>
  namesIn(folder)
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => readRecord(join(folder, name)) ?? []);

function readRecord(path: string): ContainerRecord | undefined {
  try {
    const record = recordSchema.safeParse(parseJson(readOwnFile(path, MOST_BYTES))).data;
    return record?.id === basename(path, '.json') ? record : undefined;
  } catch {
    return undefined; // removed meanwhile; the container's processes still have its mark
  }
}
