import { dirname } from 'node:path';
import { folderSize } from '@core/library/trace-folder';
import { AppError } from '@shared/model/app-error';
import { dialog, nativeTheme, type OpenDialogOptions, shell } from 'electron';
import type { HandlerContext, HandlersOf } from '../handler-context';
import type { TransferTools } from '../transfers';

export const settingsHandlers: HandlersOf<'settings'> = (context) => {
  const { settings, paths, imageFolders, notices, core, transfers, archives } = context;
  return {
    'settings:read': async () => settings.read(),
    'settings:change': async ({ change }) => {
      const changed = settings.change(change);
      nativeTheme.themeSource = changed.theme;
      if (change.archiveFormat !== undefined || change.archiveCachePercent !== undefined) await archives.refresh();
      return changed;
    },
    'settings:places': async () => ({
      ...(await paths.places()),
      images: imageFolders.places(),
      notices: [...notices],
    }),
    'settings:cache-size': async () => ({ bytes: await folderSize((await paths.places()).cacheDir) }),
    'settings:choose-folder': async () => {
      const path = await choose(context, {
        title: 'Folder of the library',
        defaultPath: core.library.dir,
        properties: ['openDirectory', 'createDirectory'],
      });
      return path === undefined ? null : paths.use('libraryDir', path);
    },
    'settings:move-library': async () => {
      paths.refuseMove();
      const path = await choose(context, {
        title: 'New folder of the library',
        buttonLabel: 'Move here',
        defaultPath: dirname(core.library.dir),
        properties: ['openDirectory', 'createDirectory'],
      });
      if (path === undefined) return null;
      paths.refuseMove();
      const work = async (tools: TransferTools) => {
        await archives.pause();
        return { traceIds: [], path: await paths.moveLibrary(path, tools) };
      };
      transfers
        .start('move', path, work)
        .catch(() => undefined) // the transfer reports the failure
        .then(() => paths.resumeArchives())
        .catch((error: unknown) => console.error(`Archives for dragging could not be prepared: ${String(error)}`));
      return null;
    },
    'settings:choose-viewer': async () => {
      const path = await choose(context, { title: 'Program of Trace Compass', properties: ['openFile'] });
      return path === undefined ? null : paths.use('viewerPath', path);
    },
    'settings:restore-path': ({ setting, to }) => paths.restore(setting, to),
    'settings:add-image-folder': async () => {
      const dir = await choose(context, { title: 'Folder of images', properties: ['openDirectory'] });
      return dir === undefined ? null : imageFolders.add(dir);
    },
    'settings:remove-image-folder': async ({ dir }) => imageFolders.remove(dir),
    'settings:restore-image-folders': async () => imageFolders.undo(),
    'settings:show-library': async () => {
      await core.library.prepare();
      const refused = await shell.openPath(core.library.dir);
      if (refused)
        throw new AppError('command', `The folder ${core.library.dir} could not be shown in a file manager.`, {
          detail: refused,
          hint: 'Copy the path and open it in another program.',
        });
      return null;
    },
  };
};

/** Shows a dialog for one path. @returns undefined when the dialog was closed */
async function choose({ window }: HandlerContext, options: OpenDialogOptions): Promise<string | undefined> {
  const parent = window();
  const { canceled, filePaths } = await (parent
    ? dialog.showOpenDialog(parent, options)
    : dialog.showOpenDialog(options));
  return canceled ? undefined : filePaths[0];
}
