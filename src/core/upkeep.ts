import type { CoreContext } from './core-context';
import { countUncounted } from './library/count-uncounted';
import { forgetSizes, type SideFolders } from './library/disk-use';
import { recoverMove } from './library/move/recover-move';
import { type Recovery, recover } from './runs/cleanup/recover';
import { makeRuntimeFolder, removeRuntimeFolder, runtimeFolderPath } from './runtime-folder';

/** Frees disk space and cleans up. */
export interface Upkeep {
  /** The folders of rebuildable caches, outside of the library. */
  readonly sideFolders: SideFolders;
  /** Deletes the rebuildable caches: archives for drag-and-drop, analyses and workspaces. @returns the freed bytes */
  dropCaches(): Promise<number>;
  /** Undoes or completes the unfinished work of earlier processes. */
  recover(): Promise<Recovery>;
}

export function upkeep(context: CoreContext): Upkeep {
  const { options, library, resources, archiveCache, analysisCache, workspaces } = context;
  const sideFolders: SideFolders = {
    workspacesDir: options.workspacesDir,
    archivesDir: archiveCache.dir,
    analysesDir: analysisCache.dir,
  };
  return {
    sideFolders,
    dropCaches: async () => {
      const archives = await archiveCache.sizeBytes();
      await archiveCache.drop(() => true);
      const freed = archives + (await analysisCache.dropAll()) + (await workspaces.dropAll());
      forgetSizes(sideFolders);
      return freed;
    },
    recover: async () => {
      const move = await recoverMove(context.configDir);
      resources.runtimeDir(); // starts the watchdog
      // Uses a separate runtime folder: the cleanup may start an engine service that this process is using as well.
      const own = makeRuntimeFolder(runtimeFolderPath(options.runtimeBase));
      const recovery = await recover(library, options.runtimeBase, own).finally(() => removeRuntimeFolder(own));
      if (move === 'elsewhere')
        recovery.leftAlone.push({
          what: 'A library move',
          why: 'Another machine or another pid namespace is moving the library. Run `recover` there.',
        });
      await workspaces.sweep().catch(context.reportWorkspaceError);
      await countUncounted(library, resources.closing.signal);
      return recovery;
    },
  };
}
