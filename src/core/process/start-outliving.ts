import { closeSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { usersEnvironment } from './child-environment';
import { DETACHED } from './detached';
import { identityOf, type ProcessIdentity } from './identity';
import { spawnChild } from './spawn-child';

/** Enough for the words of a program that dies; what comes after it is read and thrown away, so that nobody waits for us. */
const KEPT_LOG_BYTES = 1_000_000;

/**
 * Closes every descriptor but the first three, as without-our-files.ts does, and becomes the program, whose words go to a
 * reader of its own that keeps the first of them: a file that the program wrote itself would have no bound, and a pipe to us
 * would end with us. Unbuffered, since the words of one that hangs are wanted while it hangs.
 */
const BECOME_WITH_LOG =
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is bash's
  'log=$1 most=$2; shift 2; for fd in /proc/self/fd/*; do fd=${fd##*/}; [ "$fd" -le 2 ] || exec {fd}>&-; done; ' +
  'exec "$@" > >(stdbuf -o0 head -c "$most" >"$log"; exec cat >/dev/null) 2>&1';

/** Whether anything runs in the process group that such a program was the first of: its reader ends when it has all words. */
export function groupRuns(pid: number): boolean {
  return readdirSync('/proc').some((name) => /^\d+$/.test(name) && groupOfRunning(name) === pid);
}

/** Undefined for one that has ended; a zombie, which kill(2) would find, has. Fields behind the name: proc(5), /proc/PID/stat. */
function groupOfRunning(name: string): number | undefined {
  try {
    const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
    const [state = '', , group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return 'ZX'.includes(state) ? undefined : Number(group);
  } catch {
    return undefined;
  }
}

export interface Outliving {
  identity: ProcessIdentity;
  /** Its exit status, 128 for a signal; undefined while it runs. 126 and 127: it could not be run (bash(1), "EXIT STATUS"). */
  exitCode(): number | undefined;
}

/**
 * Starts a program that goes on when we end, however we end: in a session of its own, in the root folder, with none of our
 * files, and without our mark in its environment, by which the watchdog would find and end it.
 * @param mark by which the program is known as ours later
 * @param logPath gets the first million bytes of what it prints
 * @returns undefined when it could not even be started
 */
export function startOutliving(
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  logPath: string,
  mark: Readonly<Record<string, string>> = {},
): Outliving | undefined {
  closeSync(openSync(logPath, 'w', 0o600));
  const child = spawnChild(
    'bash',
    ['-p', '-c', BECOME_WITH_LOG, 'bash', logPath, String(KEPT_LOG_BYTES), file, ...args],
    {
      ...DETACHED,
      stdio: 'ignore',
      env: { ...usersEnvironment(env), ...mark },
      cwd: '/',
    },
  );
  let exitCode: number | undefined;
  child.on('error', () => undefined); // it shows as a missing pid
  child.on('exit', (code) => {
    exitCode = code ?? 128;
  });
  child.unref();
  const identity = child.pid === undefined ? undefined : identityOf(child.pid);
  return identity && { identity, exitCode: () => exitCode };
}
