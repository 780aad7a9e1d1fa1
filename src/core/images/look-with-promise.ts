import { randomBytes } from 'node:crypto';
import type { EngineId } from '@shared/engines/registry';
import type { ImageReport } from '@shared/images/image-report-schema';
import { RUN_LABEL } from '@shared/model/labels';
import { makeRunId } from '@shared/model/run-id';
import { promisedLook } from '../runs/promised-look';
import type { RunSurroundings } from '../runs/run-surroundings';
import { lookIntoImage } from './image-report';

type Around = Pick<RunSurroundings, 'library' | 'cacheDir' | 'runtimeDir' | 'engine'>;

/**
 * A look into an image for its own sake.
 * @throws AppError `missing` (no such image, engine down), `denied`, `cancelled`, `command`
 */
export function lookWithPromise(
  engine: EngineId,
  reference: string,
  around: Around,
  signal: AbortSignal,
): Promise<ImageReport> {
  const runId = makeRunId(new Date(), randomBytes(3).readUIntBE(0, 3));
  return promisedLook(engine, runId, around, (beforeContainer) =>
    lookIntoImage(around.engine(engine), reference, {
      cacheDir: around.cacheDir,
      labels: { [RUN_LABEL]: runId },
      signal,
      beforeContainer,
    }),
  );
}
