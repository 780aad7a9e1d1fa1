import { homedir, userInfo } from 'node:os';

/** The user and the machine that checks look at. */
export interface Ground {
  uid: number;
  /** Empty where the system knows no name for this user. */
  userName: string;
  home: string;
  env: Record<string, string | undefined>;
  /** The root of the file system that is looked at; `/` but in tests. */
  root: string;
}

export const groundOf = (env: Ground['env']): Ground => ({
  uid: process.getuid?.() ?? 0,
  userName: nameOfUser(),
  home: env['HOME'] || homedir(),
  env,
  root: '/',
});

function nameOfUser(): string {
  try {
    return userInfo().username;
  } catch {
    return ''; // a user id without an entry in passwd(5), as in some containers
  }
}
