import { GOODBYE } from './watchdog-orders';

/**
 * Reads standard input to its end, then becomes the program that stands behind it; on the goodbye it ends. What is meant
 * for our owner (a terminal's signals) is not for us: its end is our cue. POSIX sh, constant: what is run is arguments.
 */
const WAIT_AND_BECOME = `trap '' HUP INT TERM
while read -r line; do
  [ "$line" = ${GOODBYE} ] && exit
done
exec "$@"`;

/**
 * The words of a process that waits on a pipe for its owner's end and only then becomes the program that cleans up: a shell
 * takes a tenth of a megabyte for as long as the owner lives, where the runtime that the program needs takes 57.
 * A process keeps its pid and its start time when it becomes another program, so its identity stays as it was.
 */
export const waitForEnd = (file: string, args: readonly string[]): [string, string[]] => [
  'sh',
  ['-c', WAIT_AND_BECOME, 'sh', file, ...args],
];
