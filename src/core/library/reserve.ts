import { randomBytes } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MIB } from '@shared/model/units';

export const RESERVE_FILE = '.reserve';
/** More than trace.json and the containers.json of a thousand containers. */
const RESERVE_BYTES = MIB;

const reserveOf = (tracePath: string): string => join(tracePath, RESERVE_FILE);

/** Takes room while there is some, so that a trace that filled the disk can still say so. Random: not to be compressed away. */
export const takeReserve = (tracePath: string): Promise<void> =>
  writeFile(reserveOf(tracePath), randomBytes(RESERVE_BYTES), { mode: 0o600 });

/** Gives the room back, for the records that are written now; may be repeated. */
export const releaseReserve = (tracePath: string): Promise<void> => rm(reserveOf(tracePath), { force: true });
