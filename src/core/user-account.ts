import { userInfo } from 'node:os';
import { isAbsolute } from 'node:path';
import { AppError } from '@shared/model/app-error';

/**
 * The user's home folder: HOME, else the folder of the user's entry in passwd(5). Call it only where the folder is needed: a service
 * with DynamicUser= has neither, but can name each folder in the environment. os.homedir() returns an empty HOME as it is.
 * @throws AppError `config` where there is neither: a container or a cluster can run programs under any user id
 */
export function homeFolder(env: Readonly<Record<string, string | undefined>>): string {
  const named = env['HOME'];
  if (named && isAbsolute(named)) return named;
  try {
    return userInfo().homedir;
  } catch (error) {
    throw new AppError(
      'config',
      `HOME is not an absolute path, and the user id ${process.getuid?.()} has no entry in /etc/passwd.`,
      {
        hint: 'Set HOME to a folder that you can write to. For a service, StateDirectory= in its unit creates one.',
        cause: error,
      },
    );
  }
}

/** The user's name in passwd(5); empty for a user id without an entry. */
export function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return ''; // os.userInfo() throws ENOENT
  }
}
