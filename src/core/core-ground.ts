import { toAppError } from '@shared/model/app-error';
import { ArchiveCache } from './archive/archive-cache';
import type { CoreOptions } from './core-options';
import { TraceLibrary } from './library/trace-library';
import { configDir } from './places';
import { Resources } from './resources';
import { UntilClosing } from './until-closing';
import { Workspaces } from './viewer/workspaces';

/** What the parts of the core share: one library, one set of resources, one end. */
export interface CoreGround {
  readonly options: CoreOptions;
  readonly library: TraceLibrary;
  readonly resources: Resources;
  readonly archiveCache: ArchiveCache;
  readonly workspaces: Workspaces;
  readonly untilClosing: UntilClosing;
  /** Where the settings are, and the note of a move that is under way. */
  readonly configDir: string;
  /** What is left of workspaces is swept at a later start: told, not thrown. */
  tellOfWorkspaces(error: unknown): void;
}

export function layGround(options: CoreOptions): CoreGround {
  const workspaces = new Workspaces(options.workspacesDir, options.libraryDir);
  const tellOfWorkspaces = (error: unknown): void =>
    options.onNotice?.(`Workspaces of Trace Compass: ${toAppError(error).message}`);
  const library = new TraceLibrary(options.libraryDir, (ids) => workspaces.remove(ids).catch(tellOfWorkspaces));
  return {
    options,
    library,
    resources: new Resources(options, library),
    archiveCache: new ArchiveCache(options.cacheDir),
    workspaces,
    untilClosing: new UntilClosing(),
    configDir: options.configDir ?? configDir(process.env),
    tellOfWorkspaces,
  };
}
