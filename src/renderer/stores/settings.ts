import type { SettingsPlaces, WindowChange } from '@shared/ipc/channels/settings';
import type { ErrorData } from '@shared/model/app-error';
import type { Settings } from '@shared/model/settings';
import { create } from 'zustand';
import { ask, errorOf } from '../bridge';
import { fileSize } from '../format/figures';
import { texts } from '../texts/en';
import { announce, announceUrgently } from './announce';

type PathSetting = 'libraryDir' | 'viewerPath';
/** What is chosen in a dialog of main's. */
type DialogSetting = PathSetting | 'imageDirs';
type Setting = keyof Settings;

interface SettingsStore {
  settings: Settings | null;
  places: SettingsPlaces | null;
  cacheBytes: number | null;
  /** What was refused last, and of which setting; `all` when they could not be read. */
  error: { of: Setting | 'all'; data: ErrorData } | null;
  /** A path is on its way: a dialog stands open, or another library is being opened. */
  busy: DialogSetting | null;
  /** Takes the last change back; null when there is none. */
  undo: (() => Promise<void>) | null;
  load(): Promise<void>;
  /** Where everything is: looked for only where it is shown. */
  findPlaces(): Promise<void>;
  /** The cache may be large: it is measured only where it is shown. */
  measureCache(): Promise<void>;
  /** Takes the archives that were made ahead off the disk. */
  emptyArchives(): Promise<void>;
  change(change: WindowChange): Promise<void>;
  select(setting: PathSetting): Promise<void>;
  restore(setting: PathSetting, to: 'usual' | 'previous'): Promise<void>;
  /** Asks for one more folder of images. */
  addImageFolder(): Promise<void>;
  removeImageFolder(dir: string): Promise<void>;
  showLibrary(): Promise<void>;
  /** Asks for a folder and begins the move: a transfer, which tells the rest. */
  moveLibrary(): Promise<void>;
  /** Another folder is the library now, with all that was in it. */
  libraryMoved(): Promise<void>;
}

/** What the user chose for all recordings to come. Each change is kept at once, and the last can be taken back. */
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
        set({ cacheBytes: null }); // it stands there as not known
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
