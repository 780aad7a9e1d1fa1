import { closeSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { usersEnvironment } from './child-environment';
import { DETACHED } from './detached';
import { identityOf, type ProcessIdentity } from './identity';
import { spawnChild } from './spawn-child';

/** Limit of the log. Output beyond it is read and discarded, so that the program does not block on a full pipe. */
const KEPT_LOG_BYTES = 1_000_000;

/**
 * Closes every descriptor except the first three, as without-our-files.ts does, and execs the program. A separate reader
 * process writes the beginning of its output to the log. A log file opened by the program would be unbounded, and a pipe to
 * this process would close with it. Unbuffered, so that the output of a hanging program is available.
 */
const BECOME_WITH_LOG =
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is bash's
  'log=$1 most=$2; shift 2; for fd in /proc/self/fd/*; do fd=${fd##*/}; [ "$fd" -le 2 ] || exec {fd}>&-; done; ' +
  'exec "$@" > >(stdbuf -o0 head -c "$most" >"$log"; exec cat >/dev/null) 2>&1';

/**
 * Whether any process of the program's group is running; the log reader is part of it and ends when all output is written.
 * @param processes lists the names in /proc
 */
export function groupRuns(pid: number, processes = (): string[] => readdirSync('/proc')): boolean {
  const someRuns = (): boolean => processes().some((name) => /^\d+$/.test(name) && groupOfRunning(name) === pid);
  // The program may have started the reader after the first list was made, and ended before its own state was read. By the
  // second list it cannot start another process.
  return someRuns() || someRuns();
}

/** The process group; undefined for an ended process or a zombie. Fields after the name: proc(5), /proc/PID/stat. */
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
  /** The exit status, 128 for a signal; undefined while running. 126 and 127: it cannot be run (bash(1), "EXIT STATUS"). */
  exitCode(): number | undefined;
}

/**
 * Starts a program that keeps running after this process ends: in a new session, in the root folder, without inherited
 * descriptors. Its environment has no owner mark, since the watchdog would terminate the program by it.
 * @param mark variables that identify the program later
 * @param logPath file for the first million bytes of its output
 * @returns undefined when it cannot be started
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
  child.on('error', () => undefined); // the pid is undefined then
  child.on('exit', (code) => {
    exitCode = code ?? 128;
  });
  child.unref();
  const identity = child.pid === undefined ? undefined : identityOf(child.pid);
  return identity && { identity, exitCode: () => exitCode };
}
