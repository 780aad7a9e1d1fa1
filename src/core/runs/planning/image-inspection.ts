import { randomBytes } from 'node:crypto';
import type { EngineId } from '@shared/engines/registry';
import type { ImageReport } from '@shared/images/image-report-schema';
import { AppError, toAppError } from '@shared/model/app-error';
import { RUN_LABEL } from '@shared/model/labels';
import { makeRunId } from '@shared/model/run-id';
import { reportOnImage } from '../../images/image-report';
import { Journal } from '../../journal/journal';
import type { UndoFailure, UndoneStep } from '../../journal/journal-entry';
import { ownIdentity } from '../../process/identity';
import { undoAll } from '../cleanup/undo';
import type { RunDeps } from '../run-deps';

/** The first step of a run. */
export const INSPECT: UndoneStep = { id: 'look', title: 'Inspect the image' };

type InspectionDeps = Pick<RunDeps, 'library' | 'runtimeDir' | 'engine'>;

/**
 * Inspects an image outside of a recording. The container that this may create is in a journal first, so that a killed
 * inspection leaves nothing behind. The container is removed when the promise settles.
 * @param runId the label of the container
 * @param inspect gets a function that it calls before it creates the container
 * @throws the error of `inspect`; AppError `cleanup` when the container could not be removed, which is then in the journal
 */
export async function journaledInspection<T>(
  engine: EngineId,
  runId: string,
  deps: InspectionDeps,
  inspect: (beforeContainer: () => void) => Promise<T>,
): Promise<T> {
  let journal: Journal | undefined;
  const [inspected] = await Promise.allSettled([
    inspect(() => {
      journal = Journal.open(deps.library.dir, { runId, owner: ownIdentity(), runtimeDir: deps.runtimeDir });
      journal.promise(INSPECT, { kind: 'remove-containers', engine, reach: 'self', runId });
    }),
  ]);
  const { failed } = await undoAll(journal?.undos ?? [], { reason: 'cancelled', engine: deps.engine });
  journal?.end(failed);
  if (failed[0]) throw cleanupError(failed[0], inspected);
  if (inspected.status === 'rejected') throw inspected.reason;
  return inspected.value;
}

function cleanupError({ error }: UndoFailure, inspected: PromiseSettledResult<unknown>): AppError {
  return new AppError('cleanup', `The container of the inspection could not be removed. ${error.message}`, {
    hint: 'Fix the cause, then run `recover` to finish cleaning up.',
    detail:
      inspected.status === 'rejected'
        ? `The inspection itself ended with: ${toAppError(inspected.reason).message}`
        : undefined,
    cause: error,
  });
}

/**
 * Inspects an image at the user's request.
 * @throws AppError `missing` (no such image, engine down), `denied`, `cancelled`, `command`, `cleanup`
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
