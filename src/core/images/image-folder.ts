import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@shared/model/app-error';

/** Whether a folder contains a container's file system, rather than other files. */
export function isRootFileSystem(path: string): boolean {
  const has = (name: string): boolean => existsSync(join(path, name));
  return has('.singularity.d') || (has('etc') && (has('usr') || has('bin')));
}

/** Whether a folder can be read now. It can be on a removable disk. */
export const isReadableFolder = (dir: string): boolean => whyUnreadable(dir) === null;

/**
 * Checks that a folder can be used as a folder of images.
 * @throws AppError `config` or `denied`
 */
export function checkImageFolder(dir: string): void {
  const code = whyUnreadable(dir);
  if (code === 'EACCES' || code === 'EPERM')
    throw new AppError('denied', `The folder ${dir} cannot be read (${code}).`, {
      hint: 'Choose a folder that you can read, or change its permissions.',
    });
  if (code !== null)
    throw new AppError('config', `${dir} is not a readable folder (${code}).`, {
      hint: 'Choose the folder that contains the images.',
    });
  if (isRootFileSystem(dir))
    throw new AppError('config', `${dir} is the file system of one container, not a folder of images.`, {
      hint: 'Choose its parent folder. To record this image only, enter its path as the image.',
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
