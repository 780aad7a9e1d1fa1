import type { Engine } from '@core/engines/engine';
import { waitUntil } from '@core/process/wait-until';
import { type AppError, toAppError } from '@shared/model/app-error';

/** On every stage of our builds (each Containerfile sets it first): which build made it. */
export const BUILD_LABEL = 'containers-trace.build';

/** Builds end within half an hour, so what is older belongs to one that died. */
const DEAD_AFTER_MS = 60 * 60_000;
/** A cancelled build goes on in the engine until its step notices; its image is in use until then. */
const LIMIT_MS = 60_000;

/**
 * Ends what goes on of a build and removes what it left: the containers that it worked in, and the images without a name,
 * its first stage with compiler and sources, and whatever a cancelled one had got to. Only what carries our label, of
 * this build or of one that died long ago.
 * @throws AppError with the last reason when something is still there in the end
 */
export async function endBuild(engine: Engine, buildId: string): Promise<void> {
  let last: AppError | undefined;
  const removed = async (): Promise<boolean> => {
    last = await removeOnce(engine, buildId);
    return last === undefined;
  };
  await waitUntil(removed, {
    what: 'the engine to let go of what the build left',
    timeoutMs: LIMIT_MS,
    everyMs: 200,
  }).catch((error: unknown) => {
    throw last ?? toAppError(error);
  });
}

/** @returns the last error, undefined when nothing is left */
async function removeOnce(engine: Engine, buildId: string): Promise<AppError | undefined> {
  let last: AppError | undefined;
  const tried = async (work: Promise<void>): Promise<void> => {
    await work.catch((error: unknown) => {
      last = toAppError(error);
    });
  };
  await tried(engine.endBuild(buildId));
  for (const image of await engine.images(AbortSignal.timeout(LIMIT_MS))) {
    const label = image.labels[BUILD_LABEL];
    if (label === undefined || image.names.length > 0) continue;
    const dead = Date.now() - Date.parse(image.createdAt) > DEAD_AFTER_MS;
    if (label === buildId || dead) await tried(engine.removeImage(image.id));
  }
  return last;
}
