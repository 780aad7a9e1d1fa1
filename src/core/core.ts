import type { EngineId } from '@shared/engines/registry';
import type { ImageReport } from '@shared/images/image-report-schema';
import type { RecipeId } from '@shared/images/recipe-id';
import type { RecipeRow } from '@shared/ipc/channels/images';
import type { PlanPreview } from '@shared/ipc/channels/runs';
import { toAppError } from '@shared/model/app-error';
import type { ImportFinding } from '@shared/model/import';
import type { RunConfig } from '@shared/model/run-config';
import type { RunEvent } from '@shared/model/run-event';
import type { UndoAction } from '@shared/planning/step';
import type { KernelOffers } from '@shared/tracing/kernel-offers';
import { ArchiveCache, type CacheOrder } from './archive/archive-cache';
import type { Exported, ExportTools } from './archive/export-trace';
import { type ExportRequest, type ExportsTools, exportTraces } from './archive/export-traces';
import type { CoreOptions } from './core-options';
import { demoConfig } from './demo-config';
import { Doctor } from './doctor/doctor';
import { groundOf } from './doctor/ground';
import type { ImageSummary } from './engines/engine';
import { ensureImage } from './images/build-demo';
import { knownReports } from './images/known-reports';
import { lookWithPromise } from './images/look-with-promise';
import { recipeStates } from './images/recipe-states';
import { findImagesDir } from './images/recipes';
import { type ImportOutcome, type ImportRequest, type ImportTools, importTraces } from './imports/import-traces';
import { lookAt } from './imports/look-at';
import { countTrace } from './library/count-trace';
import { countUncounted } from './library/count-uncounted';
import { type SideFolders, weighAnew } from './library/disk-use';
import { type MoveOrder, moveLibrary } from './library/move/move-library';
import { settleMove } from './library/move/settle-move';
import { TraceLibrary } from './library/trace-library';
import { configDir } from './places';
import { type HelperInCore, Resources } from './resources';
import { promised } from './runs/journal';
import { previewRun } from './runs/preview-run';
import { type Recovery, recover } from './runs/recover';
import type { RunHandle } from './runs/run-handle';
import { startRun } from './runs/start-run';
import { makeRuntimeFolder, removeRuntimeFolder, runtimeFolderPath } from './runtime-folder';
import { kernelOffers } from './tracer/kernel-offers';
import { refuseOpen } from './viewer/refuse-open';
import { openViewers, type Viewers } from './viewer/viewers';
import { Workspaces } from './viewer/workspaces';

export type { RunHandle, RunResult } from './runs/run-handle';

/** Everything that the product does, without a window: what main and the command line both stand on. */
export interface Core {
  readonly doctor: Doctor;
  readonly helper: HelperInCore;
  images(engine: EngineId, signal?: AbortSignal): Promise<ImageSummary[]>;
  /** What earlier looks found out about images, by their ids; nothing is looked into for it. */
  imageReports(ids: readonly string[]): Promise<ReadonlyMap<string, ImageReport>>;
  /** Looks into an image, without running anything of it. */
  look(engine: EngineId, image: string, signal?: AbortSignal): Promise<ImageReport>;
  /** The images that ship as recipes, and whether the engine holds them as they are now. */
  recipes(engine: EngineId, signal?: AbortSignal): Promise<RecipeRow[]>;
  /** Also ends with `cancelled`, and leaves nothing, when the core closes. */
  build(
    engine: EngineId,
    recipe: RecipeId,
    onProgress: (line: string) => void,
    signal: AbortSignal,
    /** Where another engine's image of it is taken from; left out: it is built. */
    from?: string,
  ): Promise<{ reference: string; imageId: string; built: boolean }>;
  /** What can be recorded of this kernel; asks for no password, starts nothing, never fails. */
  kernelOffers(): Promise<KernelOffers>;
  preview(config: RunConfig, signal?: AbortSignal): Promise<PlanPreview>;
  record(config: RunConfig, observe: (event: RunEvent) => void): RunHandle;
  /** Builds the demo image when it is missing or old, then records the demo. */
  recordDemo(
    engine: EngineId,
    observe: (event: RunEvent) => void,
    onProgress?: (line: string) => void,
    change?: (config: RunConfig) => RunConfig,
  ): RunHandle;
  readonly library: TraceLibrary;
  /** Also ends with `cancelled`, and leaves nothing half made, when the core closes. */
  exportTraces(ids: readonly string[], request: ExportRequest, tools: ExportsTools): Promise<Exported[]>;
  /** What can be made anew, beside the library. */
  readonly sideFolders: SideFolders;
  /**
   * Moves the whole library to another folder, as moveLibrary says. This core goes on to serve the old path, where a link
   * stands then. @returns where the library is now
   */
  moveLibrary(to: string, how: Pick<MoveOrder, 'setting' | 'onProgress' | 'signal'>): Promise<string>;
  /** Archives made ahead for dragging, in the cache. */
  readonly archiveCache: ArchiveCache;
  /** Finds or makes one. @returns its path */
  provideArchive(id: string, order: CacheOrder, tools: ExportTools): Promise<string>;
  /** What lies at a path, before anything of it is copied; never throws for what is there. */
  lookAtImport(path: string, signal?: AbortSignal): Promise<ImportFinding>;
  /**
   * Brings in what lies at a path, each trace whole or not at all; their events are counted behind.
   * @throws AppError as bringIn does
   */
  importTraces(request: ImportRequest, tools: ImportTools): Promise<ImportOutcome>;
  /** Settles when nothing that was brought in is being counted any more. */
  importsCounted(): Promise<void>;
  /** What traces can be looked at with. */
  readonly viewers: Viewers;
  /** Takes off the disk what is made anew: archives that stand ready, what viewers have worked out. @returns the bytes that were freed */
  dropCaches(): Promise<number>;
  recover(): Promise<Recovery>;
  /** Stops what runs and keeps it, then ends everything that was started. */
  close(): Promise<void>;
}

export function createCore(options: CoreOptions): Core {
  const workspaces = new Workspaces(options.workspacesDir, options.libraryDir);
  /** What is left of them is swept at a later start. */
  const notWorkspaces = (error: unknown): void =>
    options.onNotice?.(`Workspaces of Trace Compass: ${toAppError(error).message}`);
  const library = new TraceLibrary(options.libraryDir, (ids) => workspaces.remove(ids).catch(notWorkspaces));
  const resources = new Resources(options, library);
  const ownConfigDir = options.configDir ?? configDir(process.env);
  const archiveCache = new ArchiveCache(options.cacheDir);
  const sideFolders: SideFolders = { workspacesDir: options.workspacesDir, archivesDir: archiveCache.dir };
  const running = new Set<RunHandle>();
  const keepTrack = (handle: RunHandle): RunHandle => {
    running.add(handle);
    void handle.counted.then(() => running.delete(handle));
    return handle;
  };
  const never = new AbortController().signal;
  const underWay = new Set<Promise<unknown>>();
  const counting = new Set<Promise<void>>();
  const leaving = new AbortController();
  /** What takes containers outside of any recording: closing cancels it, and waits until it has taken back what it made. */
  const untilClosing = <T>(signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> => {
    const done = work(AbortSignal.any([signal, leaving.signal]));
    underWay.add(done);
    return done.finally(() => underWay.delete(done));
  };
  const build: Core['build'] = (engine, recipe, onProgress, cancel, from) =>
    untilClosing(cancel, async (signal) => {
      const imagesDir = await findImagesDir(options.appRoot);
      const { cacheDir } = options;
      const promise = (undo: UndoAction): (() => void) => promised(library.dir, resources.runtimeDir(), undo);
      return ensureImage(resources.engine(engine), recipe, { imagesDir, cacheDir, onProgress, signal, promise, from });
    });
  const countBehind = (ids: readonly string[]): void => {
    const counted = (async () => {
      for (const id of ids)
        if ((await library.record(id)).events === null) await countTrace(library, id, resources.closing.signal);
    })().catch(() => undefined); // deleted, or its record cannot be read: the next start counts what is left
    counting.add(counted);
    void counted.finally(() => counting.delete(counted));
  };
  return {
    library,
    sideFolders,
    viewers: openViewers({ ...options, env: process.env, library }),
    build,
    helper: resources.helper,
    doctor: new Doctor({
      ...groundOf(process.env),
      ...options,
      library,
      engine: resources.engine,
      rootAccess: resources.rootAccess,
    }),
    images: (engine, signal = never) => resources.engine(engine).images(signal),
    imageReports: (ids) => knownReports(options.cacheDir, ids),
    look: (engine, image, signal = never) =>
      untilClosing(signal, (ended) => lookWithPromise(engine, image, resources.surroundings(), ended)),
    recipes: async (engine, signal = never) =>
      recipeStates(await findImagesDir(options.appRoot), await resources.engine(engine).images(signal)),
    kernelOffers: () => kernelOffers(resources.surroundings()),
    preview: (config, signal = never) =>
      untilClosing(signal, (ended) => previewRun(config, resources.surroundings(), ended)),
    record: (config, observe) => keepTrack(startRun(config, resources.surroundings(), observe)),
    recordDemo: (engine, observe, onProgress = () => undefined, change = (config) => config) => {
      const before = {
        id: 'image',
        title: 'Build the demo image, unless it is there',
        work: async (tell: (line: string) => void, signal: AbortSignal): Promise<void> => {
          const line = (text: string): void => {
            tell(text);
            onProgress(text);
          };
          await build(engine, 'demo', line, signal);
        },
      };
      return keepTrack(startRun(change(demoConfig(engine)), { ...resources.surroundings(), before }, observe));
    },
    exportTraces: (ids, request, tools) =>
      untilClosing(tools.signal, (signal) =>
        exportTraces(library, resources.runtimeDir(), ids, request, { ...tools, signal }),
      ),
    moveLibrary: (to, how) => {
      resources.runtimeDir(); // the watchdog is on its post
      return untilClosing(how.signal, (signal) =>
        moveLibrary({
          ...how,
          signal,
          refuse: () => refuseOpen(workspaces.inUse()),
          libraryDir: library.dir,
          to,
          configDir: ownConfigDir,
        }),
      );
    },
    archiveCache,
    provideArchive: (id, order, tools) =>
      untilClosing(tools.signal, async (signal) => {
        const around = { libraryDir: library.dir, runtimeDir: resources.runtimeDir() };
        return archiveCache.provide(library.folderOf(id), order, around, { ...tools, signal });
      }),
    lookAtImport: async (path, signal = never) => {
      await library.prepare();
      return lookAt(library, path, signal);
    },
    importTraces: (request, tools) =>
      untilClosing(tools.signal, async (signal) => {
        const around = { libraryDir: library.dir, runtimeDir: resources.runtimeDir() };
        const outcome = await importTraces(library, request, around, { ...tools, signal });
        countBehind(outcome.flatMap(({ id, outcome: what }) => (id && what !== 'skipped' ? id : [])));
        return outcome;
      }),
    importsCounted: async () => void (await Promise.all([...counting])),
    dropCaches: async () => {
      const archives = await archiveCache.sizeBytes();
      await archiveCache.drop(() => true);
      const freed = archives + (await workspaces.dropAll());
      weighAnew(sideFolders);
      return freed;
    },
    recover: async () => {
      await settleMove(ownConfigDir);
      resources.runtimeDir(); // the watchdog is on its post
      // A folder of its own: what is cleaned up may need an engine that this process uses for something else at this moment.
      const own = makeRuntimeFolder(runtimeFolderPath(options.runtimeBase));
      const recovery = await recover(library, options.runtimeBase, own).finally(() => removeRuntimeFolder(own));
      await workspaces.sweep().catch(notWorkspaces);
      await countUncounted(library, resources.closing.signal);
      return recovery;
    },
    close: async () => {
      leaving.abort();
      await Promise.allSettled([...underWay]);
      for (const handle of running) handle.stop('stop');
      await Promise.all([...running].map((handle) => handle.finished));
      resources.closing.abort();
      await Promise.all([...[...running].map((handle) => handle.counted), ...counting]);
      await resources.close();
    },
  };
}
