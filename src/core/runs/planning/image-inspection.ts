import { randomBytes } from 'node:crypto';
import type { EngineId } from '@shared/engines/registry';
import type { ImageReport } from '@shared/images/image-report-schema';
import { RUN_LABEL } from '@shared/model/labels';
import { makeRunId } from '@shared/model/run-id';
import { lookIntoImage } from '../../images/image-report';
import { Journal } from '../../journal/journal';
import { ownIdentity } from '../../process/identity';
import { undoAll } from '../cleanup/undo';
import type { RunDeps } from '../run-deps';

type Around = Pick<RunDeps, 'library' | 'runtimeDir' | 'engine'>;

/**
 * A look into an image outside of any recording. The container that it may take is in a journal first, so that a look
 * that is killed leaves nothing, and is gone when the promise settles.
 * @param runId what the container is marked with
 * @param look gets what is to be called before it makes the container
 */
export async function journaledInspection<T>(
  engine: EngineId,
  runId: string,
  deps: Around,
  look: (beforeContainer: () => void) => Promise<T>,
): Promise<T> {
  let journal: Journal | undefined;
  try {
    return await look(() => {
      journal = Journal.open(deps.library.dir, { runId, owner: ownIdentity(), runtimeDir: deps.runtimeDir });
      journal.promise('look', { kind: 'remove-containers', engine, reach: 'self', runId });
    });
  } finally {
    const outcome = await undoAll(journal?.undos ?? [], { reason: 'cancelled', engine: deps.engine });
    if (outcome.failed.length === 0) journal?.close();
  }
}

/**
 * A look into an image for its own sake.
 * @throws AppError `missing` (no such image, engine down), `denied`, `cancelled`, `command`
 */
export function inspectImageJournaled(
  engine: EngineId,
  reference: string,
  deps: Around & Pick<RunDeps, 'cacheDir'>,
  signal: AbortSignal,
): Promise<ImageReport> {
  const runId = makeRunId(new Date(), randomBytes(3).readUIntBE(0, 3));
  return journaledInspection(engine, runId, deps, (beforeContainer) =>
    lookIntoImage(deps.engine(engine), reference, {
      cacheDir: deps.cacheDir,
      labels: { [RUN_LABEL]: runId },
      signal,
      beforeContainer,
    }),
  );
}
