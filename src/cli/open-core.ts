import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Core, createCore } from '@core/core';
import { recoverMove } from '@core/library/move/recover-move';
import { configDir, defaultPlaces, viewerWaitMs } from '@core/places';
import { SettingsFile } from '@core/settings/settings-file';
import type { Settings } from '@shared/model/settings';
import type { Command } from 'commander';
import { terminal } from './terminal';
import { version } from './version';

/** The folder of the built files. `import.meta.dirname` requires Node 20.11. */
const BUILT = fileURLToPath(new URL('.', import.meta.url));

export interface GlobalOptions {
  library?: string;
  json?: boolean;
}

/** Opens the core for one command and closes it afterwards, even if the command fails. */
export async function withCore<T>(
  command: Command,
  work: (core: Core, options: GlobalOptions, settings: Settings) => Promise<T>,
): Promise<T> {
  const options = command.optsWithGlobals<GlobalOptions>();
  const onNotice = (text: string): void => terminal.say(text);
  const config = configDir(process.env);
  await recoverMove(config);
  const settings = new SettingsFile(config, onNotice).read();
  const core = createCore({
    ...defaultPlaces(process.env, { option: options.library, setting: settings.libraryDir }),
    configDir: config,
    imageDirs: () => settings.imageDirs,
    appRoot: process.env['CONTAINERS_TRACE_ROOT'] ?? join(BUILT, '../..'),
    appVersion: version,
    viewerWaitMs: viewerWaitMs(process.env),
    watchdogScript: join(BUILT, 'watchdog.js'),
    onNotice,
  });
  try {
    return await work(core, options, settings);
  } finally {
    await core.close();
  }
}
