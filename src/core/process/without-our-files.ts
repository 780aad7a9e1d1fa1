/** Closes every descriptor but the first three, then becomes the program that stands behind it. */
// biome-ignore lint/suspicious/noTemplateCurlyInString: it is bash's
const CLOSE_AND_BECOME = 'for fd in /proc/self/fd/*; do fd=${fd##*/}; [ "$fd" -le 2 ] || exec {fd}>&-; done; exec "$@"';

const inElectron = process.versions['electron'] !== undefined;

/**
 * A program's words such that it does not inherit what Electron's main process holds open. Chromium opens its files and
 * sockets without close-on-exec and closes them in its own children only: a daemon that we start would keep the other
 * end of a page's socket, and main would never hear that the page has died (seen with Electron 33.2.1: no
 * `render-process-gone` while Podman's service ran). Plain Node opens everything close-on-exec: the words stay as they are.
 * `-p`: bash reads no start-up file (BASH_ENV) and takes over no function of the environment.
 */
export function withoutOurFiles(file: string, args: readonly string[]): [string, string[]] {
  return inElectron ? ['bash', ['-p', '-c', CLOSE_AND_BECOME, 'bash', file, ...args]] : [file, [...args]];
}

/** How that says that there is no such program, or that it may not be run (bash(1), "EXIT STATUS"); plain Node throws instead. */
export const NOT_FOUND: readonly number[] = inElectron ? [126, 127] : [];
