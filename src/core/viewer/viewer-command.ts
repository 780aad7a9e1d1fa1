import { usersEnvironment } from '../process/child-environment';
import { heapOption } from './heap';

export interface ViewerOrder {
  workspaceDir: string;
  /** Absolute paths of folders that directly contain `metadata`. */
  leaves: readonly string[];
  heapBytes: number;
}

/**
 * The arguments of Trace Compass. Eclipse's options come before `--cli`. Each leaf needs its own `--open`, since
 * `--open a b` opens only a (seen with 6.2.0). All arguments after `-vmargs` go to Java. `-refresh` makes Eclipse notice
 * new leaves in the workspace. `--launcher.appendVmargs` appends our Java options to those of the program's .ini file
 * instead of replacing them; the last -Xmx applies.
 */
export const viewerArguments = ({ workspaceDir, leaves, heapBytes }: ViewerOrder): string[] => [
  '--launcher.appendVmargs',
  '-refresh',
  '-data',
  workspaceDir,
  '--cli',
  ...leaves.flatMap((leaf) => ['--open', leaf]),
  '-vmargs',
  heapOption(heapBytes),
];

const UTF8 = /utf-?8/i;

/**
 * The user's environment without variables of this app. Sets LC_CTYPE to UTF-8 if the locale has another encoding: Java
 * encodes file names by the locale and could not open a path with an umlaut in the locale `C`.
 */
export function viewerEnvironment(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const { NODE_OPTIONS: _, ...kept } = usersEnvironment(env);
  const { LC_ALL: all, ...rest } = kept;
  const characters = all || rest['LC_CTYPE'] || rest['LANG'] || 'C';
  if (UTF8.test(characters)) return kept;
  return { ...rest, ...(all ? { LANG: all } : {}), LC_CTYPE: 'C.UTF-8' };
}
