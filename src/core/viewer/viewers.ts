import type { TraceRecord } from '@shared/model/trace-record';
import type { TraceLibrary } from '../library/trace-library';
import { homeFolder } from '../user-account';
import { openInTerminal } from './terminal';
import { TraceCompass } from './trace-compass';
import { leavesToOpen } from './workspace';

/** What traces can be looked at with, a file each. What needs a desktop's own services is main's (handlers/viewers.ts). */
export interface Viewers {
  readonly traceCompass: TraceCompass;
  /** The events as text, in a terminal with a pager. @throws AppError as terminal.ts says */
  openTerminal(id: string): Promise<void>;
}

interface Parts {
  workspacesDir: string;
  libraryDir: string;
  library: TraceLibrary;
  env: Readonly<Record<string, string | undefined>>;
  viewerWaitMs?: number | undefined;
}

export function openViewers({ workspacesDir, libraryDir, library, env, viewerWaitMs }: Parts): Viewers {
  const record = (id: string): Promise<TraceRecord> => library.record(id);
  return {
    traceCompass: new TraceCompass({
      workspacesDir,
      libraryDir,
      places: { env, home: homeFolder(env), root: '/' },
      record,
      lockWithinMs: viewerWaitMs,
    }),
    openTerminal: async (id) => openInTerminal(leavesToOpen(library.pathOf(id), await record(id)), env),
  };
}
