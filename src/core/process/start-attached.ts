import { constants } from 'node:os';
import { AppError } from '@shared/model/app-error';
import { ChildEnvironment } from './child-environment';
import { DETACHED } from './detached';
import { spawnChild } from './spawn-child';
import { withoutOurFiles } from './without-our-files';

export interface AttachedProgram {
  pid: number;
  /** Its exit status, 128 + n for a signal, as soon as it has ended. @throws AppError `missing` when it cannot be run */
  exited: Promise<number>;
  /** Settles when nobody holds its output any more. */
  delivered: Promise<void>;
}

export interface AttachedSetting {
  /** What it inherits; variables of ours in it are left out. */
  env: Readonly<Record<string, string | undefined>>;
  /** What it gets beside that. */
  added?: Readonly<Record<string, string>>;
  cwd: string;
}

/**
 * Starts a program that passes a container's life on: it gets SIGTERM when we die, however we die, and its output comes as it is
 * written, as text.
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
  exited.catch(() => undefined); // read by whoever awaits it
  const delivered = new Promise<void>((resolve) => child.once('close', () => resolve()));
  return { pid: child.pid ?? -1, exited, delivered };
}
