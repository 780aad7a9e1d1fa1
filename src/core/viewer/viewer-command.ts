import { usersEnvironment } from '../process/child-environment';
import { heapOption } from './heap';

export interface ViewerOrder {
  workspaceDir: string;
  /** Absolute paths; each directly holds `metadata`. */
  leaves: readonly string[];
  heapBytes: number;
}

/**
 * Trace Compass's argument list. Eclipse's words come before `--cli`, one `--open` for each leaf (`--open a b` opens only a:
 * seen with 6.2.0), Java's last: what stands behind -vmargs is Java's to the end. `-refresh` makes Eclipse look at the
 * workspace's files, where we may have put new leaves. Without `--launcher.appendVmargs` ours would replace what the
 * program's own .ini file gives to Java, instead of standing behind it, where the last -Xmx counts.
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
 * The user's environment without what is ours. Java names files in the locale's encoding: under `C` it would show and open
 * nothing whose path has an umlaut, so that one gets UTF-8, as far as characters are concerned.
 */
export function viewerEnvironment(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const { NODE_OPTIONS: _, ...kept } = usersEnvironment(env);
  const { LC_ALL: all, ...rest } = kept;
  const characters = all || rest['LC_CTYPE'] || rest['LANG'] || 'C';
  if (UTF8.test(characters)) return kept;
  return { ...rest, ...(all ? { LANG: all } : {}), LC_CTYPE: 'C.UTF-8' };
}
