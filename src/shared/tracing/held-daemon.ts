import type { DaemonRef } from '../planning/step';
import { clientOptions } from './daemon-command';
import { SENT_TO_ALL } from './shielded';

/**
 * Starts a session daemon as a child and ends it, with its sessions complete, when standard input ends: the owner has
 * ended, or it ends the daemon. The daemon does not get the signals that are sent to all processes at once. It is killed if
 * this shell is killed.
 *
 * lttng-sessiond ends by SIGTERM or SIGINT (lttng-sessiond(8)).
 * - A private daemon blocks both. Its sessions are destroyed, which writes the rest of the buffers, and it is killed. Its
 *   folder is removed with its owner's.
 * - The root daemon blocks only SIGTERM and ends by SIGINT, because it must remove its own files in /var/run/lttng.
 *
 * $1: `private` or `root`. $2: the option of lttng(1) that selects the daemon, or empty. The rest: the daemon's command.
 * A constant POSIX sh script; all values are arguments.
 */
const HOLD = `trap '' ${SENT_TO_ALL.join(' ')}
kind=$1 client=$2; shift 2
exec 3<&0 </dev/null
if [ "$kind" = private ]; then signals=--block-signal=${SENT_TO_ALL.join(',')}
else signals='--block-signal=HUP,TERM --default-signal=INT'; fi
env $signals setpriv --pdeathsig KILL -- "$@" 3<&- &
daemon=$!
(
  while read -r line; do :; done <&3
  if [ "$kind" = private ]; then
    timeout -s KILL 2 lttng $client --no-sessiond destroy --all >/dev/null 2>&1
  else
    kill -INT "$daemon"
    tries=0
    while kill -0 "$daemon" 2>/dev/null && [ "$tries" -lt 40 ]; do tries=$((tries + 1)); sleep 0.1; done
  fi
  kill -KILL "$daemon" 2>/dev/null
) &
ender=$!
exec 3<&-
wait "$daemon"
status=$?
kill -KILL "$ender" 2>/dev/null
exit "$status"`;

/** The command that holds a session daemon. @param command the daemon's own command */
export const heldDaemon = (daemon: DaemonRef, command: readonly [string, readonly string[]]): [string, string[]] => {
  const [file, args] = command;
  return ['sh', ['-c', HOLD, 'sh', daemon.kind, clientOptions(daemon).join(' '), file, ...args]];
};
