import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Core, createCore } from '@core/core';
import { viewerWaitMs } from '@core/places';
import type { Settings } from '@shared/model/settings';
import type { Command } from 'commander';
import { type GlobalOptions, placesOf } from './command-places';
import { terminal } from './terminal';
import { version } from './version';

/** The folder of the built files. `import.meta.dirname` requires Node 20.11. */
const BUILT = fileURLToPath(new URL('.', import.meta.url));

/** Opens the core for one command and closes it afterwards, even if the command fails. */
export async function withCore<T>(
  command: Command,
  work: (core: Core, options: GlobalOptions, settings: Settings) => Promise<T>,
): Promise<T> {
  const { options, settings, configDir, places } = await placesOf(command);
  const core = createCore({
    ...places,
    configDir,
    imageDirs: () => settings.imageDirs,
    appRoot: process.env['CONTAINERS_TRACE_ROOT'] ?? join(BUILT, '../..'),
    appVersion: version,
    viewerWaitMs: viewerWaitMs(process.env),
    watchdogScript: join(BUILT, 'watchdog.js'),
    passwordTerminal: { holdOutput: () => terminal.hold() },
    onNotice: (text) => terminal.say(text),
  });
  try {
    return await work(core, options, settings);
  } finally {
    await core.close();
  }
}
