import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRunning, processIdentitySchema } from '@core/process/identity';

/** Finds runtime folders whose process has ended, or that name no process. */
export function orphanedFolders(bases: readonly string[]): string[] {
  return [...new Set(bases)]
    .filter((base) => existsSync(base))
    .flatMap((base) =>
      readdirSync(base)
        .filter((name) => /^ct-[A-Za-z0-9]{6}$/.test(name))
        .map((name) => join(base, name)),
    )
    .filter((folder) => !hasLivingOwner(folder));
}

function hasLivingOwner(folder: string): boolean {
  try {
    return isRunning(processIdentitySchema.parse(JSON.parse(readFileSync(join(folder, 'owner.json'), 'utf8'))));
  } catch {
    return false;
  }
}
