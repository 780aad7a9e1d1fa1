import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseJson } from '@shared/model/json';
import { z } from 'zod';
import { identityOf, isRunning, type ProcessIdentity, processIdentitySchema } from '../../process/identity';
import { imageStore } from './places';
import { killContainer } from './processes';
import { removeTree } from './tree';

type Env = Record<string, string | undefined>;

/** Beside the finished image, and hidden: whoever is cut off leaves it, and `endApptainerBuild` removes it. */
const PARTIAL = '.partial-';
const OWNER = 'owner.json';

/** The folder of an image that is being made. */
export const unfinishedFolder = (buildId: string, env: Env): string => join(imageStore(env), `${PARTIAL}${buildId}`);

/** Makes it; this process is its maker. */
export function beginUnfinished(work: string): void {
  mkdirSync(work, { recursive: true, mode: 0o755 });
  noteLauncher(work, undefined);
}

/** @param launcher Apptainer, which makes the image */
export function noteLauncher(work: string, launcher: ProcessIdentity | undefined): void {
  writeFileSync(join(work, OWNER), JSON.stringify({ maker: identityOf(process.pid), launcher }));
}

/** Ends the processes of a build that was cut off and removes what it had made. What is gone is done. */
export async function endApptainerBuild(buildId: string, env: Env): Promise<void> {
  const work = unfinishedFolder(buildId, env);
  await killContainer({ id: buildId, launcher: ownersOf(work).launcher });
  await removeTree(work);
}

/** Those whose process is gone, whoever made them. */
export async function removeDeadBuilds(env: Env): Promise<void> {
  const store = imageStore(env);
  if (!existsSync(store)) return;
  for (const name of readdirSync(store).filter((one) => one.startsWith(PARTIAL))) {
    const work = join(store, name);
    const { maker } = ownersOf(work);
    if (maker && !isRunning(maker)) await endApptainerBuild(name.slice(PARTIAL.length), env);
  }
}

const ownersSchema = z.object({
  maker: processIdentitySchema.optional().catch(undefined),
  launcher: processIdentitySchema.optional().catch(undefined),
});

/** Nobody where there is no such file, or none that we understand. */
function ownersOf(work: string): z.infer<typeof ownersSchema> {
  try {
    return ownersSchema.parse(parseJson(readFileSync(join(work, OWNER), 'utf8')));
  } catch {
    return {};
  }
}
