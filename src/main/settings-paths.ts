import { defaultPlaces, librarySource } from '@core/places';
import type { SettingsFile } from '@core/settings/settings-file';
import { isProgram, viewerOf } from '@core/viewer/find-viewer';
import { passesArguments } from '@core/viewer/passes-arguments';
import type { SettingsPlaces } from '@shared/ipc/channels/settings';
import { AppError } from '@shared/model/app-error';
import type { Settings } from '@shared/model/settings';
import type { LibrarySessions } from './library-sessions';
import type { TransferTools } from './transfers';

type PathSetting = 'libraryDir' | 'viewerPath';
type Environment = Record<string, string | undefined>;

interface Deps {
  settings: SettingsFile;
  sessions: LibrarySessions;
  env: Environment;
  home: string;
  /** The reason why the library cannot be changed now; undefined if it can. */
  busy(): string | undefined;
  /** Called when another library was opened. */
  onLibrary(): void;
}

/** Changes the settings that are paths. Each path is checked before it is saved, and takes effect at once. */
export class SettingsPaths {
  private readonly previous: Partial<Record<PathSetting, string | null>> = {};

  constructor(private readonly deps: Deps) {}

  /** Sets a path. @throws AppError `config` when it cannot be used or a recording is running; then nothing has changed */
  async use(setting: PathSetting, path: string | null): Promise<Settings> {
    const { settings } = this.deps;
    const before = settings.read()[setting];
    if (before === path) return settings.read();
    if (setting === 'viewerPath') checkProgram(path);
    else await this.moveTo(path);
    this.previous[setting] = before;
    return settings.change({ [setting]: path });
  }

  /** Restores the default or the previous path. @throws AppError `missing` when there is no previous path; else as use() */
  async restore(setting: PathSetting, to: 'usual' | 'previous'): Promise<Settings> {
    const path = to === 'usual' ? null : this.previous[setting];
    if (path === undefined) throw new AppError('missing', 'There is no change to undo.');
    return this.use(setting, path);
  }

  /** @throws AppError `config` while the library cannot be moved */
  refuseMove(): void {
    this.refuseChosenElsewhere();
    const reason = this.deps.busy();
    if (reason !== undefined)
      throw new AppError('config', `The library cannot be moved now: ${reason}`, {
        hint: 'Wait until it ends, or stop it.',
      });
  }

  /** Moves the whole library and opens it in the new folder. @returns the new folder @throws AppError as Core.moveLibrary */
  async moveLibrary(to: string, tools: TransferTools): Promise<string> {
    const { sessions, onLibrary } = this.deps;
    const path = await sessions.current.core.moveLibrary(to, { ...tools, setting: true });
    await sessions.exchange(path, 'same-traces');
    onLibrary();
    return path;
  }

  /** Prepares requested archives again, in the library that is open now. */
  async resumeArchives(): Promise<void> {
    await this.deps.sessions.current.archives.refresh();
  }

  private refuseChosenElsewhere(): void {
    if (librarySource(this.deps.env, {}) === 'environment')
      throw new AppError('config', "CONTAINERS_TRACE_LIBRARY sets the library's location.", {
        hint: 'Start the app without this variable to select another folder here.',
      });
  }

  private async moveTo(path: string | null): Promise<void> {
    const { sessions, env, busy, onLibrary } = this.deps;
    this.refuseChosenElsewhere();
    const reason = busy();
    if (reason !== undefined)
      throw new AppError('config', `The library cannot be changed now: ${reason}`, {
        hint: 'Wait until it ends, or stop it.',
      });
    await sessions.exchange(defaultPlaces(env, { setting: path }).libraryDir);
    onLibrary();
  }

  async places(): Promise<Omit<SettingsPlaces, 'notices' | 'images'>> {
    const { settings, sessions, env, home } = this.deps;
    const { libraryDir, viewerPath } = settings.read();
    const places = defaultPlaces(env, { setting: libraryDir });
    const { found } = await viewerOf({ env, home, root: '/' }, viewerPath);
    const path = viewerPath ?? found?.path ?? null;
    return {
      settingsFile: settings.path,
      cacheDir: places.cacheDir,
      library: {
        dir: sessions.current.core.library.dir,
        source: librarySource(env, { setting: libraryDir }),
        usualDir: defaultPlaces({ ...env, CONTAINERS_TRACE_LIBRARY: undefined }).libraryDir,
      },
      viewer: {
        path,
        source: viewerPath !== null ? 'setting' : path === null ? 'none' : 'found',
        version: found?.version ?? null,
        broken: viewerPath !== null && !found,
      },
    };
  }
}

/** @throws AppError `config` */
function checkProgram(path: string | null): void {
  if (path !== null && isProgram(path) && !passesArguments(path))
    throw new AppError('config', `The script ${path} does not pass its arguments to Trace Compass.`, {
      hint: 'Without arguments it cannot open a trace. Select the executable from the Trace Compass archive.',
    });
  if (path !== null && !isProgram(path))
    throw new AppError('config', `${path} is not an executable program.`, {
      hint: 'Select the executable file tracecompass in the folder of Trace Compass.',
    });
}
