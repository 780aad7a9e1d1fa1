import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@shared/model/app-error';
import { parseJson } from '@shared/model/json';
import { z } from 'zod';
import { readOwnFileIn } from '../files/own-file';
import { isGone, ownIdentity, processIdentitySchema, stateOf } from '../process/identity';
import { nameOfPlace } from '../process/place';

export const MOVING_FILE = '.moving';
const MOST_BYTES = 16_384;
const flagSchema = z.object({ owner: processIdentitySchema, to: z.string().min(1).max(4096) });

/**
 * Marks a library as being moved. A process that starts work in the library writes a journal first and then checks this
 * flag. A move writes the flag first and then checks the journals. So at least one of the two detects the other.
 */
export const raiseMovingFlag = (libraryDir: string, to: string): void =>
  writeFileSync(join(libraryDir, MOVING_FILE), JSON.stringify({ owner: ownIdentity(), to }), { mode: 0o600 });

export const lowerMovingFlag = (libraryDir: string): void => rmSync(join(libraryDir, MOVING_FILE), { force: true });

/** @throws AppError `config` while another process moves this library */
export function refuseMoving(libraryDir: string): void {
  const flag = readMovingFlag(libraryDir);
  if (!flag || isGone(flag.owner)) return;
  const where = stateOf(flag.owner) === 'elsewhere' ? ` on ${nameOfPlace(flag.owner)}` : '';
  throw new AppError(
    'config',
    `The library ${libraryDir} is being moved to ${flag.to} (process ${flag.owner.pid}${where}).`,
    {
      hint: where
        ? `Wait until the move has finished. If its process was killed, run \`recover\`${where}.`
        : 'Wait until the move has finished, or cancel it.',
    },
  );
}

/** @returns undefined when the flag does not exist, does not belong to the user or is incomplete after a crash */
export function readMovingFlag(libraryDir: string): z.infer<typeof flagSchema> | undefined {
  try {
    const flag = flagSchema.safeParse(parseJson(readOwnFileIn(join(libraryDir, MOVING_FILE), MOST_BYTES)));
    return flag.success ? flag.data : undefined;
  } catch {
    return undefined;
  }
}
