import type { SettingsPlaces, WindowChange } from '@shared/ipc/channels/settings';
import type { ErrorData } from '@shared/model/app-error';
import type { Settings } from '@shared/model/settings';
import { create } from 'zustand';
import { ask, errorOf } from '../bridge';
import { fileSize } from '../format/figures';
import { texts } from '../texts/en';
import { announce, announceUrgently } from './announce';

type PathSetting = 'libraryDir' | 'viewerPath';
/** The settings that are selected in a dialog of main. */
type DialogSetting = PathSetting | 'imageDirs';
type Setting = keyof Settings;

interface SettingsStore {
  settings: Settings | null;
  places: SettingsPlaces | null;
  cacheBytes: number | null;
  /** The last error and the setting that it belongs to; `all` if the settings could not be read. */
  error: { of: Setting | 'all'; data: ErrorData } | null;
  /** The path being changed: a dialog is open, or another library is being opened. */
  busy: DialogSetting | null;
  /** Undoes the last change; null if there is none. */
  undo: (() => Promise<void>) | null;
  load(): Promise<void>;
  /** The locations of files. Loaded only where they are shown. */
  findPlaces(): Promise<void>;
  /** The size of the cache. Measured only where it is shown, because the cache may be large. */
  measureCache(): Promise<void>;
  /** Deletes the prepared archives. */
  emptyArchives(): Promise<void>;
  change(change: WindowChange): Promise<void>;
  select(setting: PathSetting): Promise<void>;
  restore(setting: PathSetting, to: 'usual' | 'previous'): Promise<void>;
  /** Asks for another folder of images. */
  addImageFolder(): Promise<void>;
  removeImageFolder(dir: string): Promise<void>;
  showLibrary(): Promise<void>;
  /** Asks for a folder and starts the move. Its transfer reports progress and result. */
  moveLibrary(): Promise<void>;
  /** Called after the library was moved to another folder. */
  libraryMoved(): Promise<void>;
}

/** The settings for all future recordings. Each change is saved at once, and the last one can be undone. */
export const useSettings = create<SettingsStore>()((set, get) => {
  const fail = (of: Setting | 'all', thrown: unknown): void => {
    const data = errorOf(thrown);
    set({ error: { of, data } });
    announceUrgently(data.message);
  };
  const saved = (settings: Settings, undo: (() => Promise<void>) | null): void => {
    set({ settings, undo, error: null });
    announce(undo ? texts.settings.saved : texts.settings.undone);
  };
  const places = async (): Promise<void> => set({ places: await ask('settings:places', null) });
  const path = async (
    setting: DialogSetting,
    work: () => Promise<Settings | null>,
    undo: (() => Promise<void>) | null,
  ): Promise<void> => {
    if (get().busy) return;
    set({ busy: setting });
    try {
      const settings = await work();
      if (settings) saved(settings, undo);
      await places();
    } catch (thrown) {
      fail(setting, thrown);
    } finally {
      set({ busy: null });
    }
  };
  const undoPath = (setting: PathSetting) => (): Promise<void> =>
    path(setting, () => ask('settings:restore-path', { setting, to: 'previous' }), null);
  const undoFolders = (): Promise<void> => path('imageDirs', () => ask('settings:restore-image-folders', null), null);
  return {
    settings: null,
    places: null,
    cacheBytes: null,
    error: null,
    busy: null,
    undo: null,
    async load() {
      try {
        set({ settings: await ask('settings:read', null) });
        if (get().error?.of === 'all') set({ error: null });
      } catch (thrown) {
        fail('all', thrown);
      }
    },
    async findPlaces() {
      try {
        await places();
      } catch (thrown) {
        fail('all', thrown);
      }
    },
    async measureCache() {
      try {
        set({ cacheBytes: (await ask('settings:cache-size', null)).bytes });
      } catch {
        set({ cacheBytes: null }); // shown as unknown
      }
    },
    async emptyArchives() {
      try {
        const { freedBytes } = await ask('exports:empty-cache', null);
        announce(texts.settings.files.emptied(fileSize(freedBytes)));
      } catch (thrown) {
        fail('all', thrown);
      }
      await get().measureCache();
    },
    async change(change) {
      const before = get().settings;
      const names = Object.keys(change) as (keyof WindowChange)[];
      try {
        const settings = await ask('settings:change', { change });
        const back = before && Object.fromEntries(names.map((name) => [name, before[name]]));
        saved(settings, back ? () => undoChange(back) : null);
      } catch (thrown) {
        fail(names[0] ?? 'all', thrown);
      }
      async function undoChange(back: WindowChange): Promise<void> {
        try {
          saved(await ask('settings:change', { change: back }), null);
        } catch (thrown) {
          fail(names[0] ?? 'all', thrown);
        }
      }
    },
    select: (setting) =>
      path(
        setting,
        () => ask(setting === 'libraryDir' ? 'settings:choose-folder' : 'settings:choose-viewer', null),
        undoPath(setting),
      ),
    restore: (setting, to) => path(setting, () => ask('settings:restore-path', { setting, to }), undoPath(setting)),
    addImageFolder: () => path('imageDirs', () => ask('settings:add-image-folder', null), undoFolders),
    removeImageFolder: (dir) => path('imageDirs', () => ask('settings:remove-image-folder', { dir }), undoFolders),
    async moveLibrary() {
      try {
        await ask('settings:move-library', null);
        if (get().error?.of === 'libraryDir') set({ error: null });
      } catch (thrown) {
        fail('libraryDir', thrown);
      }
    },
    async libraryMoved() {
      set({ undo: null });
      await get().load();
      await get().findPlaces();
    },
    async showLibrary() {
      try {
        await ask('settings:show-library', null);
      } catch (thrown) {
        fail('libraryDir', thrown);
      }
    },
  };
});
