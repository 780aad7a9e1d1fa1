import type { EngineId } from '@shared/engines/registry';
import { ownIdentity } from '../process/identity';
import { Journal } from './journal';
import type { RunSurroundings } from './run-surroundings';
import { undoAll } from './undo';

type Around = Pick<RunSurroundings, 'library' | 'runtimeDir' | 'engine'>;

/**
 * A look into an image outside of any recording. The container that it may take is in a journal first, so that a look
 * that is killed leaves nothing, and is gone when the promise settles.
 * @param runId what the container is marked with
 * @param look gets what is to be called before it makes the container
 */
export async function promisedLook<T>(
  engine: EngineId,
  runId: string,
  around: Around,
  look: (beforeContainer: () => void) => Promise<T>,
): Promise<T> {
  let journal: Journal | undefined;
  try {
    return await look(() => {
      journal = Journal.open(around.library.dir, { runId, owner: ownIdentity(), runtimeDir: around.runtimeDir });
      journal.promise('look', { kind: 'remove-containers', engine, reach: 'self', runId });
    });
  } finally {
    const outcome = await undoAll(journal?.undos ?? [], { reason: 'cancelled', engine: around.engine });
    if (outcome.failed.length === 0) journal?.close();
  }
}
