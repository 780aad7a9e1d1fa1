import { AnalysisCache } from './analysis/cache/analysis-cache';
import { ArchiveCache } from './archive/archive-cache';
import type { CoreOptions } from './core-options';
import type { TraceLibrary } from './library/trace-library';
import { openLibrary, workspaceError } from './open-library';
import { configDir } from './places';
import { Resources } from './resources';
import { UntilClosing } from './until-closing';
import { Workspaces } from './viewer/workspaces';

/** The objects that the parts of the core share. */
export interface CoreContext {
  readonly options: CoreOptions;
  readonly library: TraceLibrary;
  readonly resources: Resources;
  readonly archiveCache: ArchiveCache;
  readonly analysisCache: AnalysisCache;
  readonly workspaces: Workspaces;
  readonly untilClosing: UntilClosing;
  /** The folder of the settings and of the note of a library move in progress. */
  readonly configDir: string;
  /** Reports a workspace that could not be removed. A later start removes it. */
  reportWorkspaceError(error: unknown): void;
}

export function createCoreContext(options: CoreOptions): CoreContext {
  const library = openLibrary(options);
  return {
    options,
    library,
    resources: new Resources(options, library),
    archiveCache: new ArchiveCache(options.cacheDir),
    analysisCache: new AnalysisCache(options.cacheDir),
    workspaces: new Workspaces(options.workspacesDir, options.libraryDir),
    untilClosing: new UntilClosing(),
    configDir: options.configDir ?? configDir(process.env),
    reportWorkspaceError: (error) => options.onNotice?.(workspaceError(error)),
  };
}
