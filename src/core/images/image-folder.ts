import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@shared/model/app-error';

/** Whether a folder is a container's file system, to be told from a folder in which something else is. */
export function isRootFileSystem(path: string): boolean {
  const has = (name: string): boolean => existsSync(join(path, name));
  return has('.singularity.d') || (has('etc') && (has('usr') || has('bin')));
}

/** Whether images can be looked for in a folder at this moment: it may be on a disk that comes and goes. */
export const isReadableFolder = (dir: string): boolean => whyUnreadable(dir) === null;

/**
 * Whether a folder serves as a place of images.
 * @throws AppError `config` or `denied`, with what to choose instead
 */
export function checkImageFolder(dir: string): void {
  const code = whyUnreadable(dir);
  if (code === 'EACCES' || code === 'EPERM')
    throw new AppError('denied', `The folder ${dir} cannot be read (${code}).`, {
      hint: 'Choose a folder that you may read, or change its permissions.',
    });
  if (code !== null)
    throw new AppError('config', `${dir} is no folder that can be read (${code}).`, {
      hint: 'Choose the folder in which the images are.',
    });
  if (isRootFileSystem(dir))
    throw new AppError('config', `${dir} is the file system of one container, not a folder of images.`, {
      hint: 'Choose the folder in which it lies. It can also be named by its path where an image is asked for.',
    });
}

function whyUnreadable(dir: string): string | null {
  try {
    readdirSync(dir);
    return null;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'unknown';
  }
}
