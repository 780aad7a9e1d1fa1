import { constants } from 'node:os';
import { AppError } from '@shared/model/app-error';
import { awakeTimer } from '@shared/model/awake-timer';
import { ChildEnvironment } from './child-environment';
import { DETACHED } from './detached';
import { spawnChild } from './spawn-child';
import { withoutOurFiles } from './without-our-files';

export interface Program {
  /** Resolves with the exit status, 128 + n for a signal. @throws AppError `missing` when it cannot be run */
  ended: Promise<number>;
  /** Sends SIGTERM, and SIGKILL after the grace period in seconds. */
  end(graceS: number): void;
}

/** How long to wait for remaining output after the program has ended; processes that kept the pipe open are killed. */
const LAST_OUTPUT_MS = 2_000;

/**
 * Runs the user's program as a child that is killed when this process ends, and streams its output. When the program ends,
 * the rest of its process group is killed, as in a container. Processes outside the group carry the owner mark for the
 * watchdog.
 */
export function startProgram(
  file: string,
  args: readonly string[],
  env: Record<string, string>,
  onOutput: (stream: 'stdout' | 'stderr', text: string) => void,
): Program {
  const { LD_PRELOAD: preload, ...rest } = env;
  // Do not trace setpriv: env(1) sets the preload for the program only.
  const traced = preload === undefined ? [file, ...args] : ['env', `LD_PRELOAD=${preload}`, file, ...args];
  const child = spawnChild(...withoutOurFiles('setpriv', ['--pdeathsig', 'KILL', '--', ...traced]), {
    ...DETACHED,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: ChildEnvironment.users(rest).marked(),
  });
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8');
    child[stream].on('data', (text: string) => onOutput(stream, text));
  }
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', (error) => reject(new AppError('missing', `${file} cannot be run: ${error.message}`)));
    child.once('exit', (code, signal) => {
      signalGroup(child.pid, 'SIGKILL');
      const settle = (): void => {
        if (code === 127 || code === 126)
          reject(
            new AppError('config', `The program ${file} cannot be run on this machine.`, {
              hint: 'Use the name of a program on PATH, or an absolute path.',
            }),
          );
        else resolve(code ?? 128 + (signal ? constants.signals[signal] : 0));
      };
      const limit = awakeTimer(settle, LAST_OUTPUT_MS);
      child.once('close', () => {
        limit.clear();
        settle();
      });
    });
  });
  ended.catch(() => undefined); // reported to the caller that awaits it
  return {
    ended,
    end: (graceS) => {
      signalGroup(child.pid, 'SIGTERM');
      const kill = awakeTimer(() => signalGroup(child.pid, 'SIGKILL'), graceS * 1000);
      child.once('exit', () => kill.clear());
    },
  };
}

function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // the group is empty
  }
}
