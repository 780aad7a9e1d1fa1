import type { Core } from '@core/core';
import { toAppError } from '@shared/model/app-error';
import type { Settings } from '@shared/model/settings';
import type { Command } from 'commander';
import { mib } from './figures';
import { type GlobalOptions, withCore } from './open-core';
import { terminal } from './terminal';

/** Opens the core for a command that looks into the library, and first takes off the disk what was deleted long enough ago. */
export async function withLibrary<T>(
  command: Command,
  work: (core: Core, options: GlobalOptions, settings: Settings) => Promise<T>,
): Promise<T> {
  return withCore(command, async (core, options, settings) => {
    try {
      const freedBytes = await core.library.purgeExpired(settings.trashDays);
      if (freedBytes > 0) terminal.say(`Traces whose time in the trash was over are gone: ${mib(freedBytes)} freed.`);
    } catch (error) {
      terminal.say(`! The trash could not be emptied of what is too old. ${toAppError(error).message}`);
    }
    return work(core, options, settings);
  });
}
