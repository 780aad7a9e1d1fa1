import type { ImportFinding } from '@shared/model/import';
import type { CacheOrder } from './archive/archive-cache';
import type { Exported, ExportTools } from './archive/export-trace';
import { type ExportRequest, type ExportsTools, exportTraces, type SourceOf } from './archive/export-traces';
import type { CoreContext } from './core-context';
import type { ImportOutcome, ImportRequest, ImportTools } from './imports/import-request';
import { importTraces } from './imports/import-traces';
import { inspectSource } from './imports/inspect-source';
import { type MoveOrder, moveLibrary } from './library/move/move-library';
import { neverCancelled } from './until-closing';
import { refuseOpen } from './viewer/refuse-open';

/** Exports and imports traces, and moves the library. */
export interface TransferWork {
  /** Exports traces. Also ends with `cancelled`, and leaves no partial files behind, when the core closes. */
  exportTraces(ids: readonly string[], request: ExportRequest, tools: ExportsTools): Promise<Exported[]>;
  /**
   * Moves the whole library to another folder, as moveLibrary does. This core continues to use the old path, which is a link
   * afterwards. @returns the new location
   */
  moveLibrary(to: string, how: Pick<MoveOrder, 'setting' | 'onProgress' | 'signal'>): Promise<string>;
  /** Finds or creates an archive for drag-and-drop in the cache. @returns its path */
  provideArchive(id: string, order: CacheOrder, tools: ExportTools): Promise<string>;
  /** Inspects what can be imported from a path, without copying anything. Problems with the content are in the result. */
  inspectImport(path: string, signal?: AbortSignal): Promise<ImportFinding>;
  /**
   * Imports the traces at a path, each one completely or not at all. Their events are counted in the background.
   * @throws AppError as runImport does
   */
  importTraces(request: ImportRequest, tools: ImportTools): Promise<ImportOutcome>;
  /** Resolves when the events of all imported traces have been counted. */
  importsCounted(): Promise<void>;
}

export function transferWork(context: CoreContext): TransferWork {
  const { library, resources, untilClosing } = context;
  const folders = () => ({ libraryDir: library.dir, runtimeDir: resources.runtimeDir() });
  const counting = new Set<Promise<void>>();
  const countInBackground = (ids: readonly string[]): void => {
    const counted = (async () => {
      const { countTrace } = await import('./library/count-trace');
      for (const id of ids)
        if ((await library.record(id)).events === null) await countTrace(library, id, resources.closing.signal);
    })().catch(() => undefined); // deleted, or its record cannot be read: the next start counts the rest
    counting.add(counted);
    void counted.finally(() => counting.delete(counted));
  };
  return {
    exportTraces: (ids, request, tools) =>
      untilClosing.run(tools.signal, (signal) => {
        // Archives are made without reading events.
        const sourceOf: SourceOf =
          (...order) =>
          async (work) =>
            (await import('./export-sources')).exportSources(context, signal)(...order)(work);
        return exportTraces(library, resources.runtimeDir(), ids, request, sourceOf, { ...tools, signal });
      }),
    moveLibrary: (to, how) => {
      resources.runtimeDir(); // starts the watchdog
      return untilClosing.run(how.signal, (signal) => {
        const refuse = () => refuseOpen(context.workspaces.inUse());
        return moveLibrary({ ...how, signal, refuse, libraryDir: library.dir, to, configDir: context.configDir });
      });
    },
    provideArchive: (id, order, tools) =>
      untilClosing.run(tools.signal, async (signal) =>
        context.archiveCache.provide(library.folderOf(id), order, folders(), { ...tools, signal }),
      ),
    inspectImport: async (path, signal = neverCancelled) => {
      await library.prepare();
      return inspectSource(library, path, signal);
    },
    importTraces: (request, tools) =>
      untilClosing.run(tools.signal, async (signal) => {
        const outcome = await importTraces(library, request, folders(), { ...tools, signal });
        countInBackground(outcome.flatMap(({ id, outcome: what }) => (id && what !== 'skipped' ? id : [])));
        return outcome;
      }),
    importsCounted: async () => void (await Promise.all([...counting])),
  };
}
