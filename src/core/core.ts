import type { AnalysisWork } from './analysis-work';
import type { ArchiveCache } from './archive/archive-cache';
import { type CoreContext, createCoreContext } from './core-context';
import type { CoreOptions } from './core-options';
import { Doctor } from './doctor/doctor';
import { environmentOf } from './doctor/environment';
import { type ImageWork, imageWork } from './image-work';
import type { TraceLibrary } from './library/trace-library';
import { type Recordings, recordings } from './recordings';
import type { HelperInCore } from './resources';
import type { RunHandle } from './runs/run-handle';
import { type TransferWork, transferWork } from './transfer-work';
import { type Upkeep, upkeep } from './upkeep';
import { openViewers, type Viewers } from './viewer/viewers';

export type { RunHandle, RunResult } from './runs/run-handle';

/** Everything that the product does, without a window. Main and the command line both use it. */
export interface Core extends ImageWork, Recordings, TransferWork, AnalysisWork, Upkeep {
  readonly doctor: Doctor;
  readonly helper: HelperInCore;
  readonly library: TraceLibrary;
  /** The cached archives for drag-and-drop. */
  readonly archiveCache: ArchiveCache;
  /** The programs that open traces. */
  readonly viewers: Viewers;
  /** Stops running recordings and keeps their traces, then ends everything that the core started. */
  close(): Promise<void>;
}

export function createCore(options: CoreOptions): Core {
  const context = createCoreContext(options);
  const { library, resources, archiveCache } = context;
  const running = new Set<RunHandle>();
  const images = imageWork(context);
  const transfers = transferWork(context);
  return {
    ...images,
    ...recordings(context, images, running),
    ...transfers,
    ...analysisWhenAsked(context),
    ...upkeep(context),
    library,
    archiveCache,
    helper: resources.helper,
    viewers: openViewers({ ...options, env: process.env, library }),
    doctor: new Doctor({
      ...environmentOf(process.env),
      ...options,
      library,
      engine: resources.engine,
      rootAccess: resources.rootAccess,
    }),
    close: async () => {
      await context.untilClosing.close();
      for (const handle of running) handle.stop('stop');
      await Promise.all([...running].map((handle) => handle.finished));
      resources.closing.abort();
      await Promise.all([...[...running].map((handle) => handle.counted), transfers.importsCounted()]);
      await resources.close();
    },
  };
}

/** Loads the reader of traces with the first question. Most commands, and the start of the window, read no events. */
function analysisWhenAsked(context: CoreContext): AnalysisWork {
  const loaded = async (): Promise<AnalysisWork> => (await import('./analysis-work')).analysisWork(context);
  return {
    events: async (...order) => (await loaded()).events(...order),
    summary: async (...order) => (await loaded()).summary(...order),
    functions: async (...order) => (await loaded()).functions(...order),
    compareFunctions: async (...order) => (await loaded()).compareFunctions(...order),
  };
}
