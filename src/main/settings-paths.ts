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

interface Parts {
  settings: SettingsFile;
  sessions: LibrarySessions;
  env: Environment;
  home: string;
  /** Why the library cannot be changed now; undefined when it can. */
  busy(): string | undefined;
  /** Another library is open. */
  onLibrary(): void;
}

/** The settings that are paths: each is tried before it is kept, and takes effect at once. */
export class SettingsPaths {
  private readonly previous: Partial<Record<PathSetting, string | null>> = {};

  constructor(private readonly parts: Parts) {}

  /** @throws AppError `config` when the path does not serve or a recording goes on; then nothing has changed */
  async use(setting: PathSetting, path: string | null): Promise<Settings> {
    const { settings } = this.parts;
    const before = settings.read()[setting];
    if (before === path) return settings.read();
    if (setting === 'viewerPath') checkProgram(path);
    else await this.moveTo(path);
    this.previous[setting] = before;
    return settings.change({ [setting]: path });
  }

  /** @throws AppError `missing` when nothing was changed before; else as use() */
  async restore(setting: PathSetting, to: 'usual' | 'previous'): Promise<Settings> {
    const path = to === 'usual' ? null : this.previous[setting];
    if (path === undefined) throw new AppError('missing', 'Nothing was changed that could be taken back.');
    return this.use(setting, path);
  }

  /** @throws AppError `config` while the library has to stay where it is */
  refuseMove(): void {
    this.refuseChosenElsewhere();
    const reason = this.parts.busy();
    if (reason !== undefined)
      throw new AppError('config', `The library cannot be moved now: ${reason}`, {
        hint: 'Wait for its end, or stop it.',
      });
  }

  /** Moves the whole library and opens it in its new place. @returns where it is now @throws AppError as moveLibrary says */
  async moveLibrary(to: string, tools: TransferTools): Promise<string> {
    const { sessions, onLibrary } = this.parts;
    const path = await sessions.current.core.moveLibrary(to, { ...tools, setting: true });
    await sessions.exchange(path, 'same-traces');
    onLibrary();
    return path;
  }

  /** Makes requested archives again, in the library that is open now. */
  async resumeArchives(): Promise<void> {
    await this.parts.sessions.current.archives.lookAgain();
  }

  private refuseChosenElsewhere(): void {
    if (librarySource(this.parts.env, {}) === 'environment')
      throw new AppError('config', 'CONTAINERS_TRACE_LIBRARY says where the library is.', {
        hint: 'Start the app without it to choose another folder here.',
      });
  }

  private async moveTo(path: string | null): Promise<void> {
    const { sessions, env, busy, onLibrary } = this.parts;
    this.refuseChosenElsewhere();
    const reason = busy();
    if (reason !== undefined)
      throw new AppError('config', `The library cannot be changed now: ${reason}`, {
        hint: 'Wait for its end, or stop it.',
      });
    await sessions.exchange(defaultPlaces(env, { setting: path }).libraryDir);
    onLibrary();
  }

  async places(): Promise<Omit<SettingsPlaces, 'notices' | 'images'>> {
    const { settings, sessions, env, home } = this.parts;
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
    throw new AppError('config', `${path} is a script that passes nothing on to Trace Compass.`, {
      hint: 'It could not be told which trace to open. Choose the executable of Trace Compass’s own archive.',
    });
  if (path !== null && !isProgram(path))
    throw new AppError('config', `${path} is no program that can be run.`, {
      hint: 'Choose the executable file of Trace Compass: in its folder it is called tracecompass.',
    });
}
