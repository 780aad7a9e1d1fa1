import { randomBytes } from 'node:crypto';
import type { EngineId } from '@shared/engines/registry';
import type { ImageReport } from '@shared/images/image-report-schema';
import { RUN_LABEL } from '@shared/model/labels';
import { makeRunId } from '@shared/model/run-id';
import { ownIdentity } from '../process/identity';
import { Journal } from '../runs/journal';
import type { RunSurroundings } from '../runs/run-surroundings';
import { undoAll } from '../runs/undo';
import { lookIntoImage } from './image-report';

type Around = Pick<RunSurroundings, 'library' | 'cacheDir' | 'runtimeDir' | 'engine'>;

/**
 * A look into an image outside of any recording. The container that it may take is in a journal first, so that a look
 * that is killed leaves nothing.
 * @throws AppError `missing` (no such image, engine down), `denied`, `cancelled`, `command`
 */
export async function lookWithPromise(
  engine: EngineId,
  reference: string,
  around: Around,
  signal: AbortSignal,
): Promise<ImageReport> {
  const runId = makeRunId(new Date(), randomBytes(3).readUIntBE(0, 3));
  let journal: Journal | undefined;
  try {
    return await lookIntoImage(around.engine(engine), reference, {
      cacheDir: around.cacheDir,
      labels: { [RUN_LABEL]: runId },
      signal,
      beforeContainer: () => {
        journal = Journal.open(around.library.dir, { runId, owner: ownIdentity(), runtimeDir: around.runtimeDir });
        journal.promise('look', { kind: 'remove-containers', engine, reach: 'self', runId });
      },
    });
  } finally {
    const outcome = await undoAll(journal?.undos ?? [], { reason: 'cancelled', engine: around.engine });
    if (outcome.failed.length === 0) journal?.close();
  }
}
