import type { Core } from '@core/core';
import { isInProgress } from '@shared/model/transfer-in-progress';
import { followLibrary } from './follow-library';
import { ImageBuilds } from './image-builds';
import { ReadyArchives } from './ready-archives';
import type { TraceViews } from './trace-view/trace-views';
import type { WindowServices } from './window-services';

/** The objects of one open library: its core, image builds, archives for dragging, and the watch on its folder. */
export interface LibrarySession {
  readonly core: Core;
  readonly builds: ImageBuilds;
  readonly archives: ReadyArchives;
  readonly traceViews: TraceViews;
  /** Stops the watch, then closes the core. Rejects as Core.close does. */
  close(): Promise<void>;
}

/**
 * Opens a session on a library. Its changes are reported to the window.
 * @param core a core on the library's folder; the session closes it
 * @param traceViews of the same library; the session ends them
 */
export function openSession(
  core: Core,
  traceViews: TraceViews,
  { run, transfers, settings, send, onNotice }: WindowServices,
): LibrarySession {
  const builds = new ImageBuilds(
    (...order) => core.build(...order),
    (event) => send('image-build', event),
  );
  const archives = new ReadyArchives({
    core,
    settings: () => settings.read(),
    busy: () =>
      run.runId !== null || transfers.list().some((transfer) => transfer.kind === 'move' && isInProgress(transfer)),
    emit: (archive) => send('archive', archive),
  });
  const checkArchives = (): void =>
    void archives
      .refresh()
      .catch((error: unknown) => onNotice(`Archives for dragging could not be prepared: ${String(error)}`));
  // Recordings have precedence: archives are prepared only while no recording is running.
  const unfollowRun = run.follow((event) => {
    if (event.type === 'run-started') void archives.pause();
    if (event.type === 'run-finished') void run.ended().then(checkArchives);
  });
  const unfollowLibrary = followLibrary(
    core.library,
    () => {
      send('library-changed', null);
      checkArchives();
    },
    onNotice,
  );
  // Also reports the end of the helper of a library that is being closed: it stops with the core.
  core.helper.follow((up) => send('helper-state', { up }));
  return {
    core,
    builds,
    archives,
    traceViews,
    close: async () => {
      unfollowRun();
      unfollowLibrary();
      archives.want([]);
      traceViews.endAll();
      await core.close();
    },
  };
}
