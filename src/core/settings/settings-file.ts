import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type AppError, toAppError } from '@shared/model/app-error';
import { parseOrThrow } from '@shared/model/parse';
import { DEFAULT_SETTINGS, type Settings, type SettingsChange, settingsSchema } from '@shared/model/settings';
import { plainObject, readJsonFile, setAside, writeJsonFile } from './json-file';
import { withUnknownFields } from './unknown-fields';

const FILE = 'settings.json';

/**
 * The user's settings in one file (0600). Reads the file again before each change, so that a manual edit is not lost.
 * Renames an invalid file instead of overwriting it.
 */
export class SettingsFile {
  readonly path: string;

  /**
   * @param configDir see core/places.ts
   * @param onNotice gets a message for the user when the file cannot be used
   */
  constructor(
    configDir: string,
    private readonly onNotice: (text: string) => void,
  ) {
    this.path = join(configDir, FILE);
  }

  /** The settings in the file; the defaults when it does not exist or cannot be used. Never throws. */
  read(): Settings {
    return this.#load().settings;
  }

  /**
   * @returns all settings after the change
   * @throws AppError `config` when the result is not valid, `denied` or `command` when the file cannot be written; the
   *   error of the existing file when it can neither be used nor be renamed, since it is never overwritten
   */
  change(change: SettingsChange): Settings {
    const { settings, raw, unusable } = this.#load();
    if (unusable) throw unusable;
    const changed = parseOrThrow(settingsSchema, { ...settings, ...change }, 'The settings');
    writeJsonFile(this.path, withUnknownFields(raw, changed));
    return changed;
  }

  #load(): { settings: Settings; raw: Record<string, unknown>; unusable?: AppError } {
    try {
      const value = readJsonFile(this.path);
      if (value === undefined) return { settings: DEFAULT_SETTINGS, raw: {} };
      return { settings: parseOrThrow(settingsSchema, value, 'settings.json'), raw: plainObject(value) };
    } catch (error) {
      const why = toAppError(error);
      this.onNotice(setAside(this.path, why));
      return { settings: DEFAULT_SETTINGS, raw: {}, ...(existsSync(this.path) ? { unusable: why } : {}) };
    }
  }
}
