import { toAppError } from '@shared/model/app-error';
import { ArchiveCache } from './archive/archive-cache';
import type { CoreOptions } from './core-options';
import { TraceLibrary } from './library/trace-library';
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
  readonly workspaces: Workspaces;
  readonly untilClosing: UntilClosing;
  /** The folder of the settings and of the note of a library move in progress. */
  readonly configDir: string;
  /** Reports a workspace that could not be removed. A later start removes it. */
  reportWorkspaceError(error: unknown): void;
}

export function createCoreContext(options: CoreOptions): CoreContext {
  const workspaces = new Workspaces(options.workspacesDir, options.libraryDir);
  const reportWorkspaceError = (error: unknown): void =>
    options.onNotice?.(`A Trace Compass workspace could not be removed. ${toAppError(error).message}`);
  const library = new TraceLibrary(options.libraryDir, (ids) => workspaces.remove(ids).catch(reportWorkspaceError));
  return {
    options,
    library,
    resources: new Resources(options, library),
    archiveCache: new ArchiveCache(options.cacheDir),
    workspaces,
    untilClosing: new UntilClosing(),
    configDir: options.configDir ?? configDir(process.env),
    reportWorkspaceError,
  };
}
