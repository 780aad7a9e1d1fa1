import { toAppError } from '@shared/model/app-error';
import type { CoreOptions } from './core-options';
import { TraceLibrary } from './library/trace-library';

export type LibraryOptions = Pick<CoreOptions, 'libraryDir' | 'workspacesDir' | 'cacheDir' | 'onNotice'>;

/** Opens the library alone: for what lists and changes traces, and neither records nor reads them. What it deletes takes its caches along. */
export const openLibrary = (options: LibraryOptions): TraceLibrary =>
  new TraceLibrary(options.libraryDir, async (ids) => {
    const [{ AnalysisCache }, { Workspaces }] = await Promise.all([
      import('./analysis/cache/analysis-cache'),
      import('./viewer/workspaces'),
    ]);
    await new AnalysisCache(options.cacheDir).remove(ids);
    await new Workspaces(options.workspacesDir, options.libraryDir)
      .remove(ids)
      .catch((error: unknown) => options.onNotice?.(workspaceError(error)));
  });

/** A workspace that could not be removed. A later start removes it. */
export const workspaceError = (error: unknown): string =>
  `A Trace Compass workspace could not be removed. ${toAppError(error).message}`;
