import { constants } from 'node:os';
import { AppError } from '@shared/model/app-error';
import { ChildEnvironment } from './child-environment';
import { DETACHED } from './detached';
import { spawnChild } from './spawn-child';
import { withoutOurFiles } from './without-our-files';

export interface Program {
  /** Its exit status; 128 + n for a signal. @throws AppError `missing` when it cannot be run */
  ended: Promise<number>;
  /** SIGTERM to it, SIGKILL after the grace. */
  end(graceS: number): void;
}

/** How long output is waited for once the program has ended: what still holds the pipe was ended with it. */
const LAST_OUTPUT_MS = 2_000;

/**
 * Runs a user's program as our child that dies with us; its output comes as it is written. What it leaves in its process
 * group ends with it, as in a container; what has left the group carries our mark, for the watchdog.
 */
export function startProgram(
  file: string,
  args: readonly string[],
  env: Record<string, string>,
  onOutput: (stream: 'stdout' | 'stderr', text: string) => void,
): Program {
  const { LD_PRELOAD: preload, ...rest } = env;
  // setpriv itself is not to be traced: the preload is set behind it, by env(1).
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
              hint: 'Name one that is on PATH, or its absolute path.',
            }),
          );
        else resolve(code ?? 128 + (signal ? constants.signals[signal] : 0));
      };
      const limit = setTimeout(settle, LAST_OUTPUT_MS);
      child.once('close', () => {
        clearTimeout(limit);
        settle();
      });
    });
  });
  ended.catch(() => undefined); // read by whoever awaits it
  return {
    ended,
    end: (graceS) => {
      signalGroup(child.pid, 'SIGTERM');
      const kill = setTimeout(() => signalGroup(child.pid, 'SIGKILL'), graceS * 1000);
      child.once('exit', () => clearTimeout(kill));
    },
  };
}

function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // nobody is left in the group
  }
}
