import { OWNER_ENV } from '@shared/model/labels';

/** Time for mmdebstrap to delete its temporary files after SIGTERM. */
const CLEAN_UP_S = 30;

/**
 * Runs a command, and ends it after SIGTERM even if it misses the signal. mmdebstrap itself ignores SIGTERM. It fails, and deletes its
 * files, when one of the programs that it runs fails, and between two of them nothing gets the signal. So apt-get, dpkg and dpkg-deb
 * are ended until mmdebstrap has ended. The programs with which it deletes its files have other names.
 *
 * $1: seconds after which the group is killed. The rest: the command.
 * A constant POSIX sh script; all values are arguments.
 */
const END_AT_TERM = `limit=$1; shift
read -r _ _ _ _ group _ </proc/$$/stat
"$@" &
command=$!
ender=
again() {
  left=$limit
  while [ "$left" -gt 0 ]; do
    for stat in /proc/[0-9]*/stat; do
      read -r pid name _ _ of _ 2>/dev/null <"$stat" || continue
      [ "$of" = "$group" ] || continue
      case $name in '(apt-get)' | '(dpkg)' | '(dpkg-deb)') kill -TERM "$pid" 2>/dev/null ;; esac
    done
    left=$((left - 1))
    sleep 1
  done
  kill -KILL 0
}
trap 'trap "" TERM; kill -TERM 0; again & ender=$!' TERM
wait "$command"
status=$?
if [ "$ender" ]; then
  wait "$command"
  status=$?
  kill -KILL "$ender"
fi
exit "$status"`;

/**
 * The command that runs mmdebstrap under timeout(1). timeout(1) creates a group and passes signals on to it, including the parent-death
 * signal. Only timeout(1) gets our mark: the watchdog kills what bears it after three seconds, and mmdebstrap may take longer to unmount
 * and delete its files.
 * @param args of mmdebstrap @param limitS for the whole bootstrap
 */
export const mmdebstrapCommand = (args: readonly string[], limitS: number): [string, string[]] => [
  'timeout',
  [`--kill-after=${CLEAN_UP_S}`, `${limitS}`, ...unmarked(['mmdebstrap', ...args])],
];

const unmarked = (command: readonly string[]): string[] => [
  'env',
  `--unset=${OWNER_ENV}`,
  'sh',
  '-c',
  END_AT_TERM,
  'sh',
  `${CLEAN_UP_S}`,
  ...command,
];
