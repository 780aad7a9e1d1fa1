import { resolve } from 'node:path';
import { checkImageFolder, isReadableFolder } from '@core/images/image-folder';
import { imageDirsOf } from '@core/places';
import type { SettingsFile } from '@core/settings/settings-file';
import type { SettingsPlaces } from '@shared/ipc/channels/settings';
import { AppError } from '@shared/model/app-error';
import type { Settings } from '@shared/model/settings';

/** The folders of images that the settings name. Each is looked at before it is kept; the next listing follows. */
export class ImageFolders {
  /** As they were before the last change. */
  private previous: string[] | undefined;

  constructor(
    private readonly settings: SettingsFile,
    private readonly env: Record<string, string | undefined>,
  ) {}

  /** @throws AppError `config` or `denied` when it does not serve, or is there already; then nothing has changed */
  add(chosen: string): Settings {
    const dir = resolve(chosen);
    const { imageDirs } = this.settings.read();
    if (imageDirs.includes(dir))
      throw new AppError('config', `${dir} is one of the folders already.`, { hint: 'Choose another one.' });
    checkImageFolder(dir);
    return this.keep([...imageDirs, dir]);
  }

  /** @throws AppError `missing` when the settings do not name it (any more) */
  remove(dir: string): Settings {
    const { imageDirs } = this.settings.read();
    if (!imageDirs.includes(dir))
      throw new AppError('missing', `The settings do not name the folder ${dir} any more.`, {
        hint: 'Open the settings again to see which they name now.',
      });
    return this.keep(imageDirs.filter((one) => one !== dir));
  }

  /** @throws AppError `missing` when nothing was changed before */
  takeBack(): Settings {
    if (this.previous === undefined) throw new AppError('missing', 'Nothing was changed that could be taken back.');
    return this.keep(this.previous);
  }

  /** What is to be known beside the settings themselves. */
  places(): SettingsPlaces['images'] {
    const { imageDirs } = this.settings.read();
    return {
      unreadable: imageDirs.filter((dir) => !isReadableFolder(dir)),
      byEnvironment: imageDirsOf(this.env),
    };
  }

  private keep(imageDirs: string[]): Settings {
    const before = this.settings.read().imageDirs;
    const changed = this.settings.change({ imageDirs });
    this.previous = before;
    return changed;
  }
}
