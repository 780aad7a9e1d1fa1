import { stripControls } from '@shared/model/plain-text';
import type { ChildEnvironment } from './child-environment';
import { DETACHED } from './detached';
import { spawnChild } from './spawn-child';
import { withoutOurFiles } from './without-our-files';

export interface ChildDaemon {
  readonly pid: number;
  /** The end of its output, for an error message. */
  log(): string;
  /** Resolves when the daemon has ended. */
  ended: Promise<{ exitCode: number | null }>;
  kill(signal?: NodeJS.Signals): void;
}

const KEPT_LOG_CHARS = 8_000;

/**
 * Starts a daemon in the foreground as a child. The kernel sends it SIGTERM when this process ends for any reason:
 * `setpriv --pdeathsig` (util-linux 2.33 or later, see setpriv(1)) sets the parent-death signal before the exec.
 * @param onText gets the output as it is printed
 */
export function startChildDaemon(
  file: string,
  args: readonly string[],
  env: ChildEnvironment,
  onText: (text: string) => void = () => undefined,
): ChildDaemon {
  const child = spawnChild(...withoutOurFiles('setpriv', ['--pdeathsig', 'TERM', '--', file, ...args]), {
    ...DETACHED,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: env.marked(),
    cwd: '/',
  });
  let log = '';
  const keep = (chunk: Buffer): void => {
    const text = chunk.toString('utf8');
    log = (log + text).slice(-KEPT_LOG_CHARS);
    onText(text);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const ended = new Promise<{ exitCode: number | null }>((resolve) => {
    child.on('error', (error) => {
      log += error.message;
      resolve({ exitCode: 127 });
    });
    child.on('exit', (code) => resolve({ exitCode: code }));
  });
  return {
    pid: child.pid ?? -1,
    log: () => stripControls(log).trim(),
    ended,
    kill: (s = 'SIGTERM') => void child.kill(s),
  };
}
