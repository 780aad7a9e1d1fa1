import { rmSync, statSync } from 'node:fs';
import { SENT_TO_ALL } from '@shared/tracing/shielded';
import type { ChildEnvironment } from '../process/child-environment';
import { startDetachedOnPipe } from '../process/on-pipe';

/**
 * Checks the free space of a file system once a second. Below the floor it creates the note and executes the command that
 * stops the recorder. It ends when its stdin is closed: by its owner, or because the owner has ended. It survives the signals
 * that are sent to all processes at once. $$ is its process group.
 * A constant POSIX sh script; all values are arguments. In stat(1), %a is the number of free blocks of %S bytes.
 */
const CHECK_AND_STOP = `trap '' ${SENT_TO_ALL.join(' ')}
floor=$1 path=$2 note=$3; shift 3
(
  while space=$(stat -f -c '%a %S' -- "$path"); do
    if [ "$((\${space% *} * \${space#* }))" -lt "$floor" ]; then
      : >"$note"
      exec "$@"
    fi
    sleep 1
  done
) </dev/null &
while read -r line; do :; done
kill -KILL "-$$"`;

/** A hanging session daemon blocks its clients forever. */
const STOP_LIMIT_S = 20;

export interface GuardedRecorder {
  /** Free bytes below which the recorder is stopped. */
  floorBytes: number;
  /** A folder on the guarded file system. */
  path: string;
  /** The note: a new file that is created when the recorder is stopped. On another file system, which is not full. */
  notePath: string;
  /** The command that stops the recorder and keeps its trace complete, with its environment. */
  stop: { file: string; args: readonly string[]; env: ChildEnvironment };
}

export interface FloorGuard {
  /** When the guard stopped the recorder, Unix milliseconds; undefined if it has not. Reads the file system. */
  stoppedAtMs(): number | undefined;
  /** Ends the guard and removes its note. */
  end(): void;
}

/**
 * Guards the free space in a separate process. Our own process also guards it, and reacts faster, but not while it is
 * suspended, stopped or in a debugger. The guard costs two shells and two short programs a second. Stopping a recorder twice
 * is harmless.
 */
export function startFloorGuard({ floorBytes, path, notePath, stop }: GuardedRecorder): FloorGuard {
  const stopArgv = ['timeout', '--signal=KILL', `${STOP_LIMIT_S}`, stop.file, ...stop.args];
  const args = ['-c', CHECK_AND_STOP, 'sh', `${Math.ceil(floorBytes)}`, path, notePath, ...stopArgv];
  const guard = startDetachedOnPipe('sh', args, stop.env);
  return {
    stoppedAtMs: () => statSync(notePath, { throwIfNoEntry: false })?.mtimeMs,
    end: () => {
      guard.release();
      rmSync(notePath, { force: true });
    },
  };
}
