import { compareInLibrary } from '@core/library/compare';
import { diskUse } from '@core/library/disk-use';
import { diskFloor } from '@core/runs/watch/disk-guard';
import { shell } from 'electron';
import type { HandlersOf } from '../handler-context';

export const traceHandlers: HandlersOf<'traces'> = ({ core, settings, archives }) => ({
  'traces:list': () => core.library.rows(),
  'traces:all': async () => ({ json: await core.library.rowsText() }),
  'traces:first': ({ count }) => core.library.firstRows(count),
  'traces:show': ({ id }) => core.library.report(id),
  'traces:space': async () => {
    const space = await core.library.space();
    const { defaults } = settings.read();
    return { ...space, floorBytes: diskFloor(defaults.limits, space.totalBytes) };
  },
  'traces:rename': async ({ id, title }) => {
    await core.library.rename(id, title);
    return null;
  },
  'traces:annotate': async ({ id, ...annotation }) => {
    await core.library.annotate(id, annotation);
    return null;
  },
  'traces:delete': async ({ ids }) => {
    await core.library.delete(ids);
    return null;
  },
  'traces:restore': async ({ ids }) => {
    await core.library.restore(ids);
    return null;
  },
  'traces:trash': () => core.library.trashed(settings.read().trashDays),
  'traces:purge': async ({ ids }) => ({ freedBytes: await core.library.purge(ids) }),
  'traces:compare': ({ id, other }) => compareInLibrary(core.library, id, other),
  'traces:disk-use': () => diskUse(core.library, core.sideFolders),
  'traces:drop-caches': async () => {
    const archiveBytes = await archives.empty();
    return { freedBytes: archiveBytes + (await core.dropCaches()) };
  },
  'traces:show-folder': async ({ id }) => {
    shell.showItemInFolder(core.library.folderOf(id));
    return null;
  },
  'traces:path': async ({ id }) => ({ path: core.library.folderOf(id) }),
  'traces:output': async ({ id }) => core.library.output(id),
  'traces:commands': async ({ id }) => ({ script: await core.library.commands(id) }),
  'traces:config': async ({ id }) => {
    const { config, imported } = await core.library.record(id);
    return { config, isImported: imported !== null };
  },
});
