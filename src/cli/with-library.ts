import type { Core } from '@core/core';
import { toAppError } from '@shared/model/app-error';
import type { Settings } from '@shared/model/settings';
import type { Command } from 'commander';
import { mib } from './figures';
import { type GlobalOptions, withCore } from './open-core';
import { terminal } from './terminal';

/** The start of the notice about expired traces; the freed size follows. */
export const EXPIRED_DELETED = 'Expired traces in the trash were deleted permanently.';

/** Opens the core for a command that reads the library. First deletes expired traces in the trash permanently. */
export async function withLibrary<T>(
  command: Command,
  work: (core: Core, options: GlobalOptions, settings: Settings) => Promise<T>,
): Promise<T> {
  return withCore(command, async (core, options, settings) => {
    try {
      const freedBytes = await core.library.purgeExpired(settings.trashDays);
      if (freedBytes > 0) terminal.say(`${EXPIRED_DELETED} Freed ${mib(freedBytes)}.`);
    } catch (error) {
      terminal.say(`! Expired traces in the trash could not be deleted. ${toAppError(error).message}`);
    }
    return work(core, options, settings);
  });
}
