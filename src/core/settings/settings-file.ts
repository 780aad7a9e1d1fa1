import { join } from 'node:path';
import { parseOrThrow } from '@shared/model/parse';
import { DEFAULT_SETTINGS, type Settings, type SettingsChange, settingsSchema } from '@shared/model/settings';
import { plainObject, readJsonFile, setAside, writeJsonFile } from './json-file';
import { withUnknownFields } from './unknown-fields';

const FILE = 'settings.json';

/**
 * What the user chose, in one file of their own (0600). Read again before each change, so that an edit by hand is not
 * lost; a file that cannot be understood is set aside, never overwritten.
 */
export class SettingsFile {
  readonly path: string;

  /**
   * @param configDir as core/places.ts says
   * @param onNotice told in a sentence or two when the file could not be used
   */
  constructor(
    configDir: string,
    private readonly onNotice: (text: string) => void,
  ) {
    this.path = join(configDir, FILE);
  }

  /** What stands in the file; the product's own choices when there is none or it cannot be used. Never throws. */
  read(): Settings {
    return this.#load().settings;
  }

  /**
   * @returns all settings after the change
   * @throws AppError `config` when the result is not valid, `denied` or `command` when the disk refuses
   */
  change(change: SettingsChange): Settings {
    const { settings, raw } = this.#load();
    const changed = parseOrThrow(settingsSchema, { ...settings, ...change }, 'The settings');
    writeJsonFile(this.path, withUnknownFields(raw, changed));
    return changed;
  }

  #load(): { settings: Settings; raw: Record<string, unknown> } {
    try {
      const value = readJsonFile(this.path);
      if (value === undefined) return { settings: DEFAULT_SETTINGS, raw: {} };
      return { settings: parseOrThrow(settingsSchema, value, 'settings.json'), raw: plainObject(value) };
    } catch (error) {
      this.onNotice(setAside(this.path, error as Error));
      return { settings: DEFAULT_SETTINGS, raw: {} };
    }
  }
}
