import { resolve } from 'node:path';
import { checkImageFolder, isReadableFolder } from '@core/images/image-folder';
import { imageDirsOf } from '@core/places';
import type { SettingsFile } from '@core/settings/settings-file';
import type { SettingsPlaces } from '@shared/ipc/channels/settings';
import { AppError } from '@shared/model/app-error';
import type { Settings } from '@shared/model/settings';

/** The image folders in the settings. Each is checked before it is added; the next listing of images uses it. */
export class ImageFolders {
  /** The folders before the last change. */
  private previous: string[] | undefined;

  constructor(
    private readonly settings: SettingsFile,
    private readonly env: Record<string, string | undefined>,
  ) {}

  /** Adds a folder. @throws AppError `config` or `denied` when it cannot be used or is already listed; then nothing has changed */
  add(chosen: string): Settings {
    const dir = resolve(chosen);
    const { imageDirs } = this.settings.read();
    if (imageDirs.includes(dir))
      throw new AppError('config', `${dir} is already one of the image folders.`, { hint: 'Select another folder.' });
    checkImageFolder(dir);
    return this.save([...imageDirs, dir]);
  }

  /** Removes a folder from the settings. @throws AppError `missing` when it is not listed */
  remove(dir: string): Settings {
    const { imageDirs } = this.settings.read();
    if (!imageDirs.includes(dir))
      throw new AppError('missing', `The folder ${dir} is no longer in the settings.`, {
        hint: 'Open the settings again to see the current folders.',
      });
    return this.save(imageDirs.filter((one) => one !== dir));
  }

  /** Undoes the last change. @throws AppError `missing` when there is none */
  undo(): Settings {
    if (this.previous === undefined) throw new AppError('missing', 'There is no change to undo.');
    return this.save(this.previous);
  }

  /** State that the settings themselves do not contain. */
  places(): SettingsPlaces['images'] {
    const { imageDirs } = this.settings.read();
    return {
      unreadable: imageDirs.filter((dir) => !isReadableFolder(dir)),
      byEnvironment: imageDirsOf(this.env),
    };
  }

  private save(imageDirs: string[]): Settings {
    const before = this.settings.read().imageDirs;
    const changed = this.settings.change({ imageDirs });
    this.previous = before;
    return changed;
  }
}
