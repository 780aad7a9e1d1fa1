import { join } from 'node:path';
import { type Core, createCore } from '@core/core';
import { defaultPlaces } from '@core/places';
import type { Command } from 'commander';
import { version } from '../../package.json';
import { terminal } from './terminal';

export interface GlobalOptions {
  library?: string;
  json?: boolean;
}

/** Opens the core for one command and closes it behind it, however the command ends. */
export async function withCore<T>(
  command: Command,
  work: (core: Core, options: GlobalOptions) => Promise<T>,
): Promise<T> {
  const options = command.optsWithGlobals<GlobalOptions>();
  const core = createCore({
    ...defaultPlaces(process.env, options.library),
    appRoot: process.env['CONTAINERS_TRACE_ROOT'] ?? join(import.meta.dirname, '../..'),
    appVersion: version,
    watchdogScript: join(import.meta.dirname, 'watchdog.js'),
    onNotice: (text) => terminal.say(text),
  });
  try {
    return await work(core, options);
  } finally {
    await core.close();
  }
}
