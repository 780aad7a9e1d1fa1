import type { ImportFinding } from '@shared/model/import';
import type { CacheOrder } from './archive/archive-cache';
import type { Exported, ExportTools } from './archive/export-trace';
import { type ExportRequest, type ExportsTools, exportTraces } from './archive/export-traces';
import type { CoreContext } from './core-context';
import type { ImportOutcome, ImportRequest, ImportTools } from './imports/import-request';
import { importTraces } from './imports/import-traces';
import { inspectSource } from './imports/inspect-source';
import { countTrace } from './library/count-trace';
import { type MoveOrder, moveLibrary } from './library/move/move-library';
import { neverCancelled } from './until-closing';
import { refuseOpen } from './viewer/refuse-open';

/** What takes traces out of the library, brings them in, or moves all of it. */
export interface TransferWork {
  /** Also ends with `cancelled`, and leaves nothing half made, when the core closes. */
  exportTraces(ids: readonly string[], request: ExportRequest, tools: ExportsTools): Promise<Exported[]>;
  /**
   * Moves the whole library to another folder, as moveLibrary says. This core goes on to serve the old path, where a link
   * stands then. @returns where the library is now
   */
  moveLibrary(to: string, how: Pick<MoveOrder, 'setting' | 'onProgress' | 'signal'>): Promise<string>;
  /** Finds or makes an archive for dragging, in the cache. @returns its path */
  provideArchive(id: string, order: CacheOrder, tools: ExportTools): Promise<string>;
  /** What lies at a path, before anything of it is copied; never throws for what is there. */
  inspectImport(path: string, signal?: AbortSignal): Promise<ImportFinding>;
  /**
   * Brings in what lies at a path, each trace whole or not at all; their events are counted behind.
   * @throws AppError as runImport does
   */
  importTraces(request: ImportRequest, tools: ImportTools): Promise<ImportOutcome>;
  /** Settles when nothing that was brought in is being counted any more. */
  importsCounted(): Promise<void>;
}

export function transferWork(context: CoreContext): TransferWork {
  const { library, resources, untilClosing } = context;
  const around = () => ({ libraryDir: library.dir, runtimeDir: resources.runtimeDir() });
  const counting = new Set<Promise<void>>();
  const countBehind = (ids: readonly string[]): void => {
    const counted = (async () => {
      for (const id of ids)
        if ((await library.record(id)).events === null) await countTrace(library, id, resources.closing.signal);
    })().catch(() => undefined); // deleted, or its record cannot be read: the next start counts what is left
    counting.add(counted);
    void counted.finally(() => counting.delete(counted));
  };
  return {
    exportTraces: (ids, request, tools) =>
      untilClosing.run(tools.signal, (signal) =>
        exportTraces(library, resources.runtimeDir(), ids, request, { ...tools, signal }),
      ),
    moveLibrary: (to, how) => {
      resources.runtimeDir(); // the watchdog is on its post
      return untilClosing.run(how.signal, (signal) => {
        const refuse = () => refuseOpen(context.workspaces.inUse());
        return moveLibrary({ ...how, signal, refuse, libraryDir: library.dir, to, configDir: context.configDir });
      });
    },
    provideArchive: (id, order, tools) =>
      untilClosing.run(tools.signal, async (signal) =>
        context.archiveCache.provide(library.folderOf(id), order, around(), { ...tools, signal }),
      ),
    inspectImport: async (path, signal = neverCancelled) => {
      await library.prepare();
      return inspectSource(library, path, signal);
    },
    importTraces: (request, tools) =>
      untilClosing.run(tools.signal, async (signal) => {
        const outcome = await importTraces(library, request, around(), { ...tools, signal });
        countBehind(outcome.flatMap(({ id, outcome: what }) => (id && what !== 'skipped' ? id : [])));
        return outcome;
      }),
    importsCounted: async () => void (await Promise.all([...counting])),
  };
}
