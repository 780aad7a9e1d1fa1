// Used by the app, too (src/cli/index.ts, src/main/index.ts): only what Node 18.19 has.
import { closeSync, fstatSync, openSync } from 'node:fs';
import { isatty } from 'node:tty';

/**
 * When the process exits, puts /dev/null in the place of a terminal that was closed. Node restores the settings of the
 * terminals that it started with, and aborts (SIGABRT, a core file) when one of them refuses: a closed one answers EIO
 * (node::ResetStdio in src/node.cc).
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

/** Drops what nobody reads any more. Without a listener a failed write to a closed pipe or terminal ends the process. */
export function surviveLostReaders() {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}
