import { closeSync, fstatSync } from 'node:fs';
import { AppError } from '@shared/model/app-error';
import { asCaller, type Caller } from './caller';
import { openHandleWithoutLinks } from './open-path';

/**
 * Folders of this machine's own programs. A probe stops every process that runs the file, so the helper places none in what other
 * users and the system run. Images are stored elsewhere.
 */
const OF_THE_MACHINE = [
  'bin',
  'boot',
  'dev',
  'etc',
  'lib',
  'lib32',
  'lib64',
  'libx32',
  'proc',
  'run',
  'sbin',
  'sys',
  'usr',
];
const SET_IDS = 0o6000;

/** Whether a path without links leads to a program of the machine itself. /run/user has the files of users. */
export function isOfTheMachine(path: string): boolean {
  const [first = '', second = ''] = path.split('/').slice(1);
  return OF_THE_MACHINE.includes(first) && !(first === 'run' && second === 'user');
}

/**
 * Opens the file of a probe as a handle that does not depend on renames or links. The caller closes it.
 * @param isReadable asks the kernel, with the user's rights, whether the path leads to the open file and can be read
 * @throws AppError `denied`, the same for all causes, so that the user does not learn whether a hidden path exists
 */
export async function openProbedFile(
  path: string,
  caller: Caller,
  isReadable: (handle: number) => Promise<boolean>,
): Promise<number> {
  let handle: number | undefined;
  try {
    if (isOfTheMachine(path)) throw new AppError('denied', 'The file belongs to the machine.');
    handle = asCaller(caller, () => openHandleWithoutLinks(path));
    const stats = fstatSync(handle);
    if (!stats.isFile() || (stats.mode & SET_IDS) !== 0)
      throw new AppError('denied', 'The file is not a regular file without set-id bits.');
    if (!(await isReadable(handle))) throw new AppError('denied', 'The user may not read the file.');
    return handle;
  } catch (cause) {
    if (handle !== undefined) closeSync(handle);
    if (cause instanceof AppError && cause.code === 'cancelled') throw cause;
    throw new AppError(
      'denied',
      'The helper watches only functions of regular files that you can read. This path leads to another file or to a program of the machine, or contains a symbolic link.',
      { hint: 'Watch functions of a program in an image.', cause },
    );
  }
}
