import type { CoreContext } from './core-context';
import { countUncounted } from './library/count-uncounted';
import { forgetSizes, type SideFolders } from './library/disk-use';
import { recoverMove } from './library/move/recover-move';
import { type Recovery, recover } from './runs/cleanup/recover';
import { makeRuntimeFolder, removeRuntimeFolder, runtimeFolderPath } from './runtime-folder';

/** What keeps the disk in order. */
export interface Upkeep {
  /** What can be made anew, beside the library. */
  readonly sideFolders: SideFolders;
  /** Takes off the disk what is made anew: archives that stand ready, what viewers have worked out. @returns the bytes that were freed */
  dropCaches(): Promise<number>;
  /** Takes back or finishes whatever an earlier process left half done. */
  recover(): Promise<Recovery>;
}

export function upkeep(context: CoreContext): Upkeep {
  const { options, library, resources, archiveCache, workspaces } = context;
  const sideFolders: SideFolders = { workspacesDir: options.workspacesDir, archivesDir: archiveCache.dir };
  return {
    sideFolders,
    dropCaches: async () => {
      const archives = await archiveCache.sizeBytes();
      await archiveCache.drop(() => true);
      const freed = archives + (await workspaces.dropAll());
      forgetSizes(sideFolders);
      return freed;
    },
    recover: async () => {
      const move = await recoverMove(context.configDir);
      resources.runtimeDir(); // the watchdog is on its post
      // A folder of its own: what is cleaned up may need an engine that this process uses for something else at this moment.
      const own = makeRuntimeFolder(runtimeFolderPath(options.runtimeBase));
      const recovery = await recover(library, options.runtimeBase, own).finally(() => removeRuntimeFolder(own));
      if (move === 'elsewhere')
        recovery.leftAlone.push({
          what: 'a library on its way',
          why: 'Another machine or another pid namespace moves it. Run `recover` there.',
        });
      await workspaces.sweep().catch(context.reportWorkspaceError);
      await countUncounted(library, resources.closing.signal);
      return recovery;
    },
  };
}
