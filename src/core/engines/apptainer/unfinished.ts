import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseJson } from '@shared/model/json';
import { z } from 'zod';
import { readOwnFile } from '../../files/own-file';
import { identityOf, isGone, type ProcessIdentity, processIdentitySchema } from '../../process/identity';
import { imageStore } from './places';
import { killContainer } from './processes';
import { removeTree } from './tree';

type Env = Record<string, string | undefined>;

/** Prefix of the hidden folders of unfinished images. `endApptainerBuild` deletes the folder of an aborted build. */
const PARTIAL = '.partial-';
/** The prefix and the build's id. An empty id would match processes of others. */
const UNFINISHED = /^\.partial-([0-9a-f]{16}|\d+-\d+)$/;
const OWNER = 'owner.json';
const MOST_OWNER_BYTES = 4_096;

/** The folder of an image that is being built. */
export const unfinishedFolder = (buildId: string, env: Env): string => join(imageStore(env), `${PARTIAL}${buildId}`);

/** Creates the folder, with this process as its owner. */
export function beginUnfinished(work: string): void {
  mkdirSync(work, { recursive: true, mode: 0o755 });
  noteLauncher(work, undefined);
}

/** @param launcher the Apptainer process that builds the image */
export function noteLauncher(work: string, launcher: ProcessIdentity | undefined): void {
  writeFileSync(join(work, OWNER), JSON.stringify({ maker: identityOf(process.pid), launcher }), { mode: 0o600 });
}

/** Ends the processes of an aborted build and deletes its folder. Does nothing when neither exists. */
export async function endApptainerBuild(buildId: string, env: Env): Promise<void> {
  const work = unfinishedFolder(buildId, env);
  await killContainer({ id: buildId, launcher: ownersOf(work).launcher });
  await removeTree(work);
}

/** Ends the builds whose process has ended, and deletes their folders. */
export async function removeDeadBuilds(env: Env): Promise<void> {
  const store = imageStore(env);
  if (!existsSync(store)) return;
  for (const name of readdirSync(store)) {
    const buildId = UNFINISHED.exec(name)?.[1];
    if (buildId === undefined) continue;
    const work = join(store, name);
    const { maker } = ownersOf(work);
    if (maker && isGone(maker)) await endApptainerBuild(buildId, env);
  }
}

const ownersSchema = z.object({
  maker: processIdentitySchema.optional().catch(undefined),
  launcher: processIdentitySchema.optional().catch(undefined),
});

/** @returns no owners when the file is missing or invalid */
function ownersOf(work: string): z.infer<typeof ownersSchema> {
  try {
    return ownersSchema.parse(parseJson(readOwnFile(join(work, OWNER), MOST_OWNER_BYTES)));
  } catch {
    return {};
  }
}
