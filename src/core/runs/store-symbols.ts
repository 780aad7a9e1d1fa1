import { AppError, toAppError } from '@shared/model/app-error';
import { withTrace } from '../analysis/open-trace';
import { limits } from '../limits';
import { keepSymbols, noteProblem } from '../symbols/keep-symbols';
import { findSymbols } from '../symbols/trace-symbols';
import { recordedImage } from './recorded-image';
import type { RunDeps } from './run-deps';

/**
 * Stores the names of the functions of a finished trace in its folder, so that they survive the removal of the image. Never
 * rejects: what prevents it becomes a warning of the trace. Without userspace there is nothing to do.
 */
export async function storeSymbols(
  deps: Pick<RunDeps, 'library' | 'runtimeDir' | 'engine' | 'cacheDir'>,
  id: string,
  cancelled: AbortSignal,
): Promise<void> {
  const { library, cacheDir } = deps;
  const limit = AbortSignal.timeout(limits().symbols);
  const signal = AbortSignal.any([cancelled, limit]);
  try {
    const { recordings } = await library.record(id);
    if (!recordings.some(({ domain, leaves }) => domain === 'userspace' && leaves.length > 0)) return;
    await withTrace(library, id, async ({ reading, files: { record } }) => {
      try {
        const imageOf = () => recordedImage(record, deps, signal);
        const trace = { folder: library.folderOf(id), record, reading };
        const found = await findSymbols(trace, { cacheDir, imageOf, signal });
        if (found) await keepSymbols(library, id, found);
      } catch (error) {
        if (!cancelled.aborted) await noteProblem(library, id, limit.aborted ? tooSlow() : toAppError(error));
      }
    });
  } catch {
    // The trace was deleted, or cannot be read, which counting says; or the library is locked. The names are read when they are needed.
  }
}

const tooSlow = (): AppError =>
  new AppError('command', `Reading took longer than ${limits().symbols / 1000} s and was abandoned.`);
