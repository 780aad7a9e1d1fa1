import { constants } from 'node:os';
import { AppError } from '@shared/model/app-error';
import { ChildEnvironment } from './child-environment';
import { DETACHED } from './detached';
import { spawnChild } from './spawn-child';
import { withoutOurFiles } from './without-our-files';

export interface AttachedProgram {
  pid: number;
  /** Resolves with the exit status, 128 + n for a signal. @throws AppError `missing` when the program cannot be run */
  exited: Promise<number>;
  /** Resolves when all processes have closed its output. */
  delivered: Promise<void>;
}

export interface AttachedSetting {
  /** Inherited variables; variables of this app are removed. */
  env: Readonly<Record<string, string | undefined>>;
  /** Additional variables. */
  added?: Readonly<Record<string, string>>;
  cwd: string;
}

/**
 * Starts a program that stays attached to a container, and streams its output as text. The program gets SIGTERM when this
 * process ends for any reason.
 */
export function startAttached(
  file: string,
  args: readonly string[],
  { env, added = {}, cwd }: AttachedSetting,
  onOutput: (stream: 'stdout' | 'stderr', text: string) => void,
): AttachedProgram {
  const child = spawnChild(...withoutOurFiles('setpriv', ['--pdeathsig', 'TERM', '--', file, ...args]), {
    ...DETACHED,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: ChildEnvironment.users(added, env).marked(),
    cwd,
  });
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8');
    child[stream].on('data', (text: string) => onOutput(stream, text));
  }
  const exited = new Promise<number>((resolve, reject) => {
    child.once('error', (error) => reject(new AppError('missing', `${file} cannot be run: ${error.message}`)));
    child.once('exit', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
  });
  exited.catch(() => undefined); // reported to the caller that awaits it
  const delivered = new Promise<void>((resolve) => child.once('close', () => resolve()));
  return { pid: child.pid ?? -1, exited, delivered };
}
