import { randomBytes } from 'node:crypto';
import type { EngineId } from '@shared/engines/registry';
import type { ImageReport } from '@shared/images/image-report-schema';
import { RUN_LABEL } from '@shared/model/labels';
import { makeRunId } from '@shared/model/run-id';
import { reportOnImage } from '../../images/image-report';
import { Journal } from '../../journal/journal';
import { ownIdentity } from '../../process/identity';
import { undoAll } from '../cleanup/undo';
import type { RunDeps } from '../run-deps';

type InspectionDeps = Pick<RunDeps, 'library' | 'runtimeDir' | 'engine'>;

/**
 * Inspects an image outside of a recording. The container that this may create is in a journal first, so that a killed
 * inspection leaves nothing behind. The container is removed when the promise settles.
 * @param runId the label of the container
 * @param inspect gets a function that it calls before it creates the container
 */
export async function journaledInspection<T>(
  engine: EngineId,
  runId: string,
  deps: InspectionDeps,
  inspect: (beforeContainer: () => void) => Promise<T>,
): Promise<T> {
  let journal: Journal | undefined;
  try {
    return await inspect(() => {
      journal = Journal.open(deps.library.dir, { runId, owner: ownIdentity(), runtimeDir: deps.runtimeDir });
      journal.promise('look', { kind: 'remove-containers', engine, reach: 'self', runId });
    });
  } finally {
    const outcome = await undoAll(journal?.undos ?? [], { reason: 'cancelled', engine: deps.engine });
    if (outcome.failed.length === 0) journal?.close();
  }
}

/**
 * Inspects an image at the user's request.
 * @throws AppError `missing` (no such image, engine down), `denied`, `cancelled`, `command`
 */
export function inspectImageJournaled(
  engine: EngineId,
  reference: string,
  deps: InspectionDeps & Pick<RunDeps, 'cacheDir'>,
  signal: AbortSignal,
): Promise<ImageReport> {
  const runId = makeRunId(new Date(), randomBytes(3).readUIntBE(0, 3));
  return journaledInspection(engine, runId, deps, (beforeContainer) =>
    reportOnImage(deps.engine(engine), reference, {
      cacheDir: deps.cacheDir,
      labels: { [RUN_LABEL]: runId },
      signal,
      beforeContainer,
    }),
  );
}
