import { join } from 'node:path';
import { parseJson } from '@shared/model/json';
import type Docker from 'dockerode';
import { z } from 'zod';
import { namesIn, textIn } from '../../files/optional-files';

/**
 * Identifies the remains of a build. When the client of a build disconnects, Podman 4.3 runs the current step to its end, since
 * buildah does not watch the request while a command runs. The working containers stay in the store, where only
 * `podman ps --external` lists them. Both contain this argument, which our Containerfiles declare first.
 */
export const BUILD_ARGUMENT = 'BUILD_ID';

/** The part that we read of `buildah.json`, which buildah writes into a working container's folder in the store. */
const notesSchema = z.object({ Args: z.record(z.string(), z.string()).nullish() });
const infoSchema = z.object({ DockerRootDir: z.string(), Driver: z.string() });

/** Ends the commands of an aborted build and removes its working containers. Does nothing when none are left. */
export async function endPodmanBuild(docker: Docker, buildId: string): Promise<void> {
  endSteps(buildId);
  const store = infoSchema.parse(await docker.info());
  const containers = join(store.DockerRootDir, `${store.Driver}-containers`);
  for (const id of namesIn(containers)) {
    if (buildOf(join(containers, id)) !== buildId) continue;
    await docker
      .getContainer(id)
      .remove({ force: true })
      .catch((error: unknown) => {
        if ((error as { statusCode?: number }).statusCode !== 404) throw error; // the build removed it itself
      });
  }
  // A process that was just being executed had no environment yet, and so no mark.
  endSteps(buildId);
}

/** Kills the first process of each step. The kernel then kills the others in the step's pid namespace. */
function endSteps(buildId: string): void {
  const mark = `${BUILD_ARGUMENT}=${buildId}`;
  for (const name of namesIn('/proc').filter((one) => /^\d+$/.test(one))) {
    if (
      !textIn(join('/proc', name, 'environ'))
        .split('\u0000')
        .includes(mark)
    )
      continue;
    try {
      process.kill(Number(name), 'SIGKILL');
    } catch {
      // the process has ended, or belongs to another user of the container and ends with the first process
    }
  }
}

function buildOf(container: string): string | undefined {
  const text = textIn(join(container, 'userdata', 'buildah.json'));
  if (text === '') return undefined;
  try {
    return notesSchema.parse(parseJson(text)).Args?.[BUILD_ARGUMENT];
  } catch {
    return undefined; // incomplete, or another release's format; endBuild tries again
  }
}
