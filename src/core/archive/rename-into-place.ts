import { link, lstat, rename } from 'node:fs/promises';
import { targetExists } from './write-error';

/** File systems without hard links: FAT (EPERM), and others that do not implement link(2). */
const NO_LINKS: readonly string[] = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'];

/**
 * Gives a complete file its final name. Uses link(2) without `force`, since a rename would replace a file that was created
 * meanwhile. The caller removes the partial. @throws AppError `config` when the target exists and `force` is false
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
