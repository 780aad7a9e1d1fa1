import type { Engine } from '@core/engines/engine';
import { waitUntil } from '@core/process/wait-until';
import { type AppError, toAppError } from '@shared/model/app-error';
import { withAwakeLimit } from '@shared/model/awake-timer';

/** Label with the build's id on every stage of our builds. Each Containerfile sets it first. */
export const BUILD_LABEL = 'containers-trace.build';

/** Builds end within half an hour, so older leftovers belong to an aborted build. */
const DEAD_AFTER_MS = 60 * 60_000;
/** A cancelled build continues in the engine until the current step ends. Its image is in use until then. */
const LIMIT_MS = 60_000;

/**
 * Ends the running steps of a build and removes its leftovers: working containers, and unnamed images such as the first stage with
 * the compiler and sources. Removes only images with our label, of this build or of a build that was aborted long ago.
 * @param resultId the image that was built. It has no name if another process, also of another user of the same engine, built the
 *   same image at the same time
 * @throws AppError with the last reason when leftovers of this build remain
 */
export async function endBuild(engine: Engine, buildId: string, resultId?: string): Promise<void> {
  let last: AppError | undefined;
  const removed = async (): Promise<boolean> => {
    last = await removeOnce(engine, buildId, resultId);
    return last === undefined;
  };
  await waitUntil(removed, {
    what: 'the engine to release the images and containers of the build',
    timeoutMs: LIMIT_MS,
    everyMs: 200,
  }).catch((error: unknown) => {
    throw last ?? toAppError(error);
  });
}

/** @returns the last error; undefined when all leftovers of this build were removed */
async function removeOnce(
  engine: Engine,
  buildId: string,
  resultId: string | undefined,
): Promise<AppError | undefined> {
  let last: AppError | undefined;
  const tried = async (work: Promise<void>): Promise<void> => {
    await work.catch((error: unknown) => {
      last = toAppError(error);
    });
  };
  await tried(engine.endBuild(buildId));
  for (const image of await withAwakeLimit(LIMIT_MS, (signal) => engine.images(signal))) {
    const label = image.labels[BUILD_LABEL];
    if (label === undefined || image.names.length > 0 || image.id === resultId) continue;
    const dead = Date.now() - Date.parse(image.createdAt) > DEAD_AFTER_MS;
    if (label === buildId) await tried(engine.removeImage(image.id));
    // A recording can be using it: a former image loses its name when it is built again.
    else if (dead) await engine.removeImage(image.id).catch(() => undefined);
  }
  return last;
}
