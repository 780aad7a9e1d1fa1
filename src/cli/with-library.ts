import type { Core } from '@core/core';
import type { Settings } from '@shared/model/settings';
import type { Command } from 'commander';
import type { GlobalOptions } from './command-places';
import { withCore } from './open-core';
import { purgeExpired } from './purge-expired';

/** Opens the core for a command that reads the library. First deletes expired traces in the trash permanently. */
export const withLibrary = <T>(
  command: Command,
  work: (core: Core, options: GlobalOptions, settings: Settings) => Promise<T>,
): Promise<T> =>
  withCore(command, async (core, options, settings) => {
    await purgeExpired(core.library, settings);
    return work(core, options, settings);
  });
