/** Name of the shell function with which a script uses the root daemon without being in its group. */
export const WITH_TRACING = 'with_tracing';

/**
 * Does what the helper does for the app: runs the command as the user with the daemon's group added, so that the user owns all
 * files of the trace. setpriv(1) accepts names of groups as well as numbers.
 */
export const WITH_TRACING_FUNCTION = [
  `${WITH_TRACING}() {`,
  '  sudo setpriv --reuid="$(id -u)" --regid="$(id -g)" --groups="$(id -G | tr " " ,),tracing" -- env HOME="$HOME" "$@"',
  '}',
];
