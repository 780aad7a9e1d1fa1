import type { TraceRecord } from '@shared/model/trace-record';
import type { TraceLibrary } from '../library/trace-library';
import { homeFolder } from '../user-account';
import { openInTerminal } from './terminal';
import { TraceCompass } from './trace-compass';
import { leavesToOpen } from './workspace';

/** The programs that show traces. Those that need desktop services are in main (handlers/viewers.ts). */
export interface Viewers {
  readonly traceCompass: TraceCompass;
  /** Shows the events as text, in a terminal with a pager. @throws AppError as openInTerminal does */
  openTerminal(id: string): Promise<void>;
}

interface ViewersDeps {
  workspacesDir: string;
  libraryDir: string;
  library: TraceLibrary;
  env: Readonly<Record<string, string | undefined>>;
  viewerWaitMs?: number | undefined;
}

export function openViewers({ workspacesDir, libraryDir, library, env, viewerWaitMs }: ViewersDeps): Viewers {
  const record = (id: string): Promise<TraceRecord> => library.record(id);
  return {
    traceCompass: new TraceCompass({
      workspacesDir,
      libraryDir,
      places: {
        env,
        get home() {
          return homeFolder(env);
        },
        root: '/',
      },
      record,
      lockWithinMs: viewerWaitMs,
    }),
    openTerminal: async (id) => openInTerminal(leavesToOpen(library.pathOf(id), await record(id)), env),
  };
}
