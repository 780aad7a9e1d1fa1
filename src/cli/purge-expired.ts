import type { TraceLibrary } from '@core/library/trace-library';
import { toAppError } from '@shared/model/app-error';
import type { Settings } from '@shared/model/settings';
import { mib } from './figures';
import { terminal } from './terminal';

/** The start of the notice about expired traces; the freed size follows. */
export const EXPIRED_DELETED = 'Expired traces in the trash were deleted permanently.';

/** Deletes expired traces in the trash permanently, and says so. A failure is said, and ends nothing. */
export async function purgeExpired(library: TraceLibrary, { trashDays }: Settings): Promise<void> {
  try {
    const freedBytes = await library.purgeExpired(trashDays);
    if (freedBytes > 0) terminal.say(`${EXPIRED_DELETED} Freed ${mib(freedBytes)}.`);
  } catch (error) {
    terminal.say(`! Expired traces in the trash could not be deleted. ${toAppError(error).message}`);
  }
}
