import { toAppError } from '@shared/model/app-error';
import { ArchiveCache } from './archive/archive-cache';
import type { CoreOptions } from './core-options';
import { TraceLibrary } from './library/trace-library';
import { configDir } from './places';
import { Resources } from './resources';
import { UntilClosing } from './until-closing';
import { Workspaces } from './viewer/workspaces';

/** What the parts of the core share: one library, one set of resources, one end. */
export interface CoreContext {
  readonly options: CoreOptions;
  readonly library: TraceLibrary;
  readonly resources: Resources;
  readonly archiveCache: ArchiveCache;
  readonly workspaces: Workspaces;
  readonly untilClosing: UntilClosing;
  /** The folder of the settings and of the note of a running move. */
  readonly configDir: string;
  /** Reports a workspace that could not be removed; a later start removes it. */
  reportWorkspaceError(error: unknown): void;
}

export function createCoreContext(options: CoreOptions): CoreContext {
  const workspaces = new Workspaces(options.workspacesDir, options.libraryDir);
  const reportWorkspaceError = (error: unknown): void =>
    options.onNotice?.(`Workspaces of Trace Compass: ${toAppError(error).message}`);
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
