import { homeFolder, userName } from '../user-account';

/** The user and the machine that checks look at. */
export interface Environment {
  uid: number;
  /** Empty where the system knows no name for this user. */
  userName: string;
  home: string;
  env: Record<string, string | undefined>;
  /** The root of the file system that is looked at; `/` but in tests. */
  root: string;
}

export const environmentOf = (env: Environment['env']): Environment => ({
  uid: process.getuid?.() ?? 0,
  userName: userName(),
  home: homeFolder(env),
  env,
  root: '/',
});
