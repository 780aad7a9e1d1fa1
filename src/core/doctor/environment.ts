import { homeFolder, userName } from '../user-account';

/** The user and the machine that are checked. */
export interface Environment {
  uid: number;
  /** Empty if the system has no name for this user. */
  userName: string;
  home: string;
  env: Record<string, string | undefined>;
  /** The root of the checked file system; `/` except in tests. */
  root: string;
}

export const environmentOf = (env: Environment['env']): Environment => ({
  uid: process.getuid?.() ?? 0,
  userName: userName(),
  home: homeOrRoot(env),
  env,
  root: '/',
});

/** A service of systemd can have no home folder; its other folders are in the environment. */
function homeOrRoot(env: Environment['env']): string {
  try {
    return homeFolder(env);
  } catch {
    return '/';
  }
}
