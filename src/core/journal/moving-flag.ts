import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@shared/model/app-error';
import { parseJson } from '@shared/model/json';
import { z } from 'zod';
import { isRunning, ownIdentity, processIdentitySchema } from '../process/identity';

export const MOVING_FILE = '.moving';
const flagSchema = z.object({ owner: processIdentitySchema, to: z.string() });

/**
 * Says in the library itself that it moves. Whoever begins something there writes a journal first and looks for this
 * then; whoever moves writes this first and looks for journals then: one of the two always sees the other.
 */
export const raiseMovingFlag = (libraryDir: string, to: string): void =>
  writeFileSync(join(libraryDir, MOVING_FILE), JSON.stringify({ owner: ownIdentity(), to }), { mode: 0o600 });

export const lowerMovingFlag = (libraryDir: string): void => rmSync(join(libraryDir, MOVING_FILE), { force: true });

/** @throws AppError `config` while a living process moves this library: nothing is begun in it meanwhile */
export function refuseMoving(libraryDir: string): void {
  const flag = readFlag(libraryDir);
  if (!flag || !isRunning(flag.owner)) return;
  throw new AppError('config', `The library ${libraryDir} is being moved to ${flag.to} (process ${flag.owner.pid}).`, {
    hint: 'Wait for its end, or cancel it.',
  });
}

function readFlag(libraryDir: string): z.infer<typeof flagSchema> | undefined {
  try {
    const flag = flagSchema.safeParse(parseJson(readFileSync(join(libraryDir, MOVING_FILE), 'utf8')));
    return flag.success ? flag.data : undefined;
  } catch {
    return undefined; // nobody moves it; or cut short by an accident, and then nobody does either
  }
}
