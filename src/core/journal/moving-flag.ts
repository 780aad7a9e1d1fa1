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
 * Says in the library itself that it moves. Whoever begins something there writes a journal first and looks for this
 * then; whoever moves writes this first and looks for journals then: one of the two always sees the other.
 */
export const raiseMovingFlag = (libraryDir: string, to: string): void =>
  writeFileSync(join(libraryDir, MOVING_FILE), JSON.stringify({ owner: ownIdentity(), to }), { mode: 0o600 });

export const lowerMovingFlag = (libraryDir: string): void => rmSync(join(libraryDir, MOVING_FILE), { force: true });

/** @throws AppError `config` unless the process that moved this library is gone: nothing is begun in it meanwhile */
export function refuseMoving(libraryDir: string): void {
  const flag = readMovingFlag(libraryDir);
  if (!flag || isGone(flag.owner)) return;
  const where = stateOf(flag.owner) === 'elsewhere' ? ` on ${nameOfPlace(flag.owner)}` : '';
  throw new AppError(
    'config',
    `The library ${libraryDir} is being moved to ${flag.to} (process ${flag.owner.pid}${where}).`,
    {
      hint: where ? `Wait for its end. If it was killed, run \`recover\`${where}.` : 'Wait for its end, or cancel it.',
    },
  );
}

/** Undefined when nobody moves the library: there is no such file, it is not the user's own, or an accident cut it short. */
export function readMovingFlag(libraryDir: string): z.infer<typeof flagSchema> | undefined {
  try {
    const flag = flagSchema.safeParse(parseJson(readOwnFileIn(join(libraryDir, MOVING_FILE), MOST_BYTES)));
    return flag.success ? flag.data : undefined;
  } catch {
    return undefined;
  }
}
