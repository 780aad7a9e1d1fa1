import { homedir, userInfo } from 'node:os';
import { AppError } from '@shared/model/app-error';

/**
 * The user's home folder: HOME, else the folder of the user's entry in passwd(5).
 * @throws AppError `config` where there is neither: a container or a cluster can run programs under any user id
 */
export function homeFolder(env: Readonly<Record<string, string | undefined>>): string {
  const named = env['HOME'];
  if (named) return named;
  try {
    return homedir();
  } catch (error) {
    throw new AppError(
      'config',
      `HOME is not set, and the user id ${process.getuid?.()} has no entry in /etc/passwd.`,
      {
        hint: 'Set HOME to a folder that you can write to.',
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
