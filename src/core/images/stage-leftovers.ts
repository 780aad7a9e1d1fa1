import type { Engine } from '@core/engines/engine';
import { toAppError } from '@shared/model/app-error';

/** On every stage of our builds (each Containerfile sets it first): which build made it. */
export const BUILD_LABEL = 'containers-trace.build';

/** Builds end within this time, so what is older belongs to one that died. */
const DEAD_AFTER_MS = 60 * 60_000;
const LIMIT_MS = 60_000;

/**
 * Removes the images without a name that a build of ours left: its first stage, with compiler and sources, and
 * whatever a cancelled one had got to. Only what carries our label, of this build or of one that died long ago.
 * Never throws: the outcome of the build matters more; what could not be removed is told as progress.
 */
export async function removeLeftovers(
  engine: Engine,
  buildId: string,
  onProgress: (line: string) => void,
): Promise<void> {
  try {
    const signal = AbortSignal.timeout(LIMIT_MS);
    for (const image of await engine.images(signal)) {
      const label = image.labels[BUILD_LABEL];
      if (label === undefined || image.names.length > 0) continue;
      const dead = Date.now() - Date.parse(image.createdAt) > DEAD_AFTER_MS;
      if (label === buildId || dead) await engine.removeImage(image.id);
    }
  } catch (error) {
    onProgress(`What the build left over could not be removed: ${toAppError(error).message}`);
  }
}
