import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type AppError, toAppError } from '@shared/model/app-error';
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
   * @throws AppError `config` when the result is not valid, `denied` or `command` when the disk refuses; also when what
   *   is there can neither be used nor be set aside: it is not overwritten
   */
  change(change: SettingsChange): Settings {
    const { settings, raw, inTheWay } = this.#load();
    if (inTheWay) throw inTheWay;
    const changed = parseOrThrow(settingsSchema, { ...settings, ...change }, 'The settings');
    writeJsonFile(this.path, withUnknownFields(raw, changed));
    return changed;
  }

  #load(): { settings: Settings; raw: Record<string, unknown>; inTheWay?: AppError } {
    try {
      const value = readJsonFile(this.path);
      if (value === undefined) return { settings: DEFAULT_SETTINGS, raw: {} };
      return { settings: parseOrThrow(settingsSchema, value, 'settings.json'), raw: plainObject(value) };
    } catch (error) {
      const why = toAppError(error);
      this.onNotice(setAside(this.path, why));
      return { settings: DEFAULT_SETTINGS, raw: {}, ...(existsSync(this.path) ? { inTheWay: why } : {}) };
    }
  }
}
