import { randomBytes } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MIB } from '@shared/model/units';

export const RESERVE_FILE = '.reserve';
/** More than trace.json and the containers.json of a thousand containers. */
const RESERVE_BYTES = MIB;

const reserveOf = (tracePath: string): string => join(tracePath, RESERVE_FILE);

/** Reserves disk space, so that the record can be written after the trace has filled the disk. Random data does not compress. */
export const takeReserve = (tracePath: string): Promise<void> =>
  writeFile(reserveOf(tracePath), randomBytes(RESERVE_BYTES), { mode: 0o600 });

/** Frees the reserved space before the records are written; may be repeated. */
export const releaseReserve = (tracePath: string): Promise<void> => rm(reserveOf(tracePath), { force: true });
