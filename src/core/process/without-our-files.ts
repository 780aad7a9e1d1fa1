/** Closes every descriptor except the first three, then execs the program in the remaining arguments. */
// biome-ignore lint/suspicious/noTemplateCurlyInString: it is bash's
const CLOSE_AND_BECOME = 'for fd in /proc/self/fd/*; do fd=${fd##*/}; [ "$fd" -le 2 ] || exec {fd}>&-; done; exec "$@"';

const inElectron = process.versions['electron'] !== undefined;

/**
 * Wraps a command so that it does not inherit the descriptors of Electron's main process. Chromium opens files and sockets
 * without close-on-exec. A daemon would keep a page's socket open, and main would not notice that the page has crashed (seen
 * with Electron 33.2.1: no `render-process-gone` while Podman's service was running). Plain Node opens everything with
 * close-on-exec, so the command stays unchanged there.
 * `-p`: bash reads no start-up file (BASH_ENV) and imports no functions from the environment.
 */
export function withoutOurFiles(file: string, args: readonly string[]): [string, string[]] {
  return inElectron ? ['bash', ['-p', '-c', CLOSE_AND_BECOME, 'bash', file, ...args]] : [file, [...args]];
}

/** Exit codes if the program does not exist or is not executable (bash(1), "EXIT STATUS"); plain Node emits an error instead. */
export const NOT_FOUND: readonly number[] = inElectron ? [126, 127] : [];
