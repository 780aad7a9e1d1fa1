// The app uses this file, too (src/cli/index.ts, src/main/index.ts), so it uses only features of Node 18.19.
import { closeSync, fstatSync, openSync } from 'node:fs';
import { isatty } from 'node:tty';

/**
 * When the process exits, replaces a closed terminal by /dev/null. Node restores the settings of the terminals that it
 * started with, and aborts (SIGABRT, a core file) if that fails: a closed terminal returns EIO (node::ResetStdio in
 * src/node.cc).
 */
export function surviveLostTerminal() {
  const terminals = [0, 1, 2].filter((fd) => isatty(fd));
  process.on('exit', () => {
    for (const fd of terminals) if (isLost(fd)) replaceByNull(fd);
  });
}

const isLost = (fd) => fstatSync(fd).isCharacterDevice() && !isatty(fd);

/** The lowest free descriptor is the one that was closed (open(2)). */
function replaceByNull(fd) {
  closeSync(fd);
  openSync('/dev/null', 'r+');
}

/** Ignores failed writes. Without a listener, a failed write to a closed pipe or terminal ends the process. */
export function surviveLostReaders() {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}
