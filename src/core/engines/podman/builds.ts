import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseJson } from '@shared/model/json';
import type Docker from 'dockerode';
import { z } from 'zod';

/**
 * What Podman 4.3 leaves of a build whose client goes away: the step that runs goes on to its end (buildah does not watch
 * the request while a command runs), and the containers that it worked in stay in the store for ever, where only
 * `podman ps --external` shows them. Both know the build by the argument that our Containerfiles declare first.
 */
export const BUILD_ARGUMENT = 'BUILD_ID';

/** Of buildah's own notes on a working container, in its folder in the store. */
const notesSchema = z.object({ Args: z.record(z.string(), z.string()).nullish() });
const infoSchema = z.object({ DockerRootDir: z.string(), Driver: z.string() });

/** Ends the commands of a build that was cut off, and removes the containers that it worked in. What is gone is done. */
export async function endPodmanBuild(docker: Docker, buildId: string): Promise<void> {
  endSteps(buildId);
  const store = infoSchema.parse(await docker.info());
  const containers = join(store.DockerRootDir, `${store.Driver}-containers`);
  for (const id of names(containers)) {
    if (buildOf(join(containers, id)) !== buildId) continue;
    await docker
      .getContainer(id)
      .remove({ force: true })
      .catch((error: unknown) => {
        if ((error as { statusCode?: number }).statusCode !== 404) throw error; // the build removed it itself
      });
  }
}

/** The first process of a step's own PID namespace is ours to kill, and takes the others with it. */
function endSteps(buildId: string): void {
  const mark = `${BUILD_ARGUMENT}=${buildId}`;
  for (const name of names('/proc').filter((one) => /^\d+$/.test(one))) {
    if (
      !read(join('/proc', name, 'environ'))
        .split('\u0000')
        .includes(mark)
    )
      continue;
    try {
      process.kill(Number(name), 'SIGKILL');
    } catch {
      // ended since, or another of the container's users: it goes with the first process
    }
  }
}

function buildOf(container: string): string | undefined {
  const text = read(join(container, 'userdata', 'buildah.json'));
  if (text === '') return undefined;
  try {
    return notesSchema.parse(parseJson(text)).Args?.[BUILD_ARGUMENT];
  } catch {
    return undefined; // being written at this moment, or another release's: looked at again, or not ours
  }
}

function names(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // no build was ever made here
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
