/** Name of the shell function by which a script speaks to the root daemon without being in its group. */
export const WITH_TRACING = 'with_tracing';

/**
 * What the helper does for the app: the command runs as the user, with the daemon's group added, so that every file of the
 * trace is the user's (setpriv(1); the names of groups are taken as well as numbers).
 */
export const WITH_TRACING_FUNCTION = [
  `${WITH_TRACING}() {`,
  '  sudo setpriv --reuid="$(id -u)" --regid="$(id -g)" --groups="$(id -G | tr " " ,),tracing" -- env HOME="$HOME" "$@"',
  '}',
];
