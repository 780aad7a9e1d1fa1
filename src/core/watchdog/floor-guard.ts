import { rmSync, statSync } from 'node:fs';
import type { ChildEnvironment } from '../process/child-environment';
import { startDetachedOnPipe } from '../process/on-pipe';

/**
 * Looks at the free space of a file system once a second; below the floor it leaves a note and becomes the command that stops
 * the recorder. It ends with its standard input: when the owner says so, or is gone. $$ is the group that the owner started.
 * POSIX sh, constant: what is run is arguments. stat(1): %a are the free blocks of %S bytes.
 */
const LOOK_AND_STOP = `floor=$1 path=$2 note=$3; shift 3
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

/** A wedged session daemon hangs its clients for ever. */
const STOP_LIMIT_S = 20;

export interface GuardedRecorder {
  /** Free bytes below which the recorder is stopped. */
  floorBytes: number;
  /** A folder on the file system that fills up. */
  path: string;
  /** A file that does not exist: made when the recorder is stopped. On another file system, which is not full. */
  notePath: string;
  /** The command that stops the recorder and leaves its trace whole, with its environment. */
  stop: { file: string; args: readonly string[]; env: ChildEnvironment };
}

export interface FloorGuard {
  /** When the guard stopped the recorder, Unix milliseconds; undefined while it did not. Reads the file system. */
  stoppedAtMs(): number | undefined;
  /** Ends the guard and removes its note. */
  end(): void;
}

/**
 * Guards the free space from a process of its own: our process guards it, too, and faster, but not while it is suspended,
 * stopped or in a debugger. While nothing is wrong the guard takes two shells and two short programs a second. To stop a
 * recorder twice does no harm.
 */
export function startFloorGuard({ floorBytes, path, notePath, stop }: GuardedRecorder): FloorGuard {
  const stopWords = ['timeout', `${STOP_LIMIT_S}`, stop.file, ...stop.args];
  const words = ['-c', LOOK_AND_STOP, 'sh', `${Math.ceil(floorBytes)}`, path, notePath, ...stopWords];
  const guard = startDetachedOnPipe('sh', words, stop.env);
  return {
    stoppedAtMs: () => statSync(notePath, { throwIfNoEntry: false })?.mtimeMs,
    end: () => {
      guard.release();
      rmSync(notePath, { force: true });
    },
  };
}
