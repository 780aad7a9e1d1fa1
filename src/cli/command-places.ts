import { recoverMove } from '@core/library/move/recover-move';
import { configDir as configDirOf, defaultPlaces, type Places } from '@core/places';
import { SettingsFile } from '@core/settings/settings-file';
import type { Settings } from '@shared/model/settings';
import type { Command } from 'commander';
import { terminal } from './terminal';

export interface GlobalOptions {
  library?: string;
  json?: boolean;
}

/** Where a command works, by its options, the environment and the settings. */
export interface CommandPlaces {
  options: GlobalOptions;
  settings: Settings;
  configDir: string;
  places: Places;
}

/** Finds the places of a command. First completes or undoes an interrupted move of the library. */
export async function placesOf(command: Command): Promise<CommandPlaces> {
  const options = command.optsWithGlobals<GlobalOptions>();
  const configDir = configDirOf(process.env);
  await recoverMove(configDir);
  const settings = new SettingsFile(configDir, (text) => terminal.say(text)).read();
  const places = defaultPlaces(process.env, { option: options.library, setting: settings.libraryDir });
  return { options, settings, configDir, places };
}
