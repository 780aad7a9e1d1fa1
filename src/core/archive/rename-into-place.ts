import { link, lstat, rename } from 'node:fs/promises';
import { targetExists } from './write-error';

/** Without hard links: FAT (EPERM), and others that do not know the call. */
const NO_LINKS: readonly string[] = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'];

/**
 * Gives a whole file its name. A link fails where something of that name came meanwhile, which a rename would replace; the
 * first name goes with the partial. @throws AppError `config` when something is there and `force` is not
 */
export async function renameIntoPlace(partial: string, path: string, force: boolean): Promise<void> {
  if (force) return rename(partial, path);
  try {
    await link(partial, path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (code === 'EEXIST') throw targetExists(path, false);
    if (!NO_LINKS.includes(code)) throw error;
    if (await lstat(path).catch(() => undefined)) throw targetExists(path, false);
    await rename(partial, path);
  }
}
