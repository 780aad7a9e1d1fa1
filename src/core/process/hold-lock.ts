import { AppError } from '@shared/model/app-error';
import { stripControls } from '@shared/model/plain-text';
import { shielded } from '@shared/tracing/shielded';
import { ChildEnvironment } from './child-environment';
import { DETACHED } from './detached';
import { spawnChild } from './spawn-child';
import { withoutOurFiles } from './without-our-files';

const HOLD = 'echo held; exec cat >/dev/null';

/**
 * Acquires an exclusive flock(2) on a file through flock(1). Its child keeps the lock until the pipe to this process closes, and
 * survives the signals that are sent to all processes at once.
 * @returns undefined when another process keeps the lock for longer than `waitS` seconds
 */
export async function holdLock(path: string, waitS: number): Promise<{ release(): Promise<void> } | undefined> {
  const child = spawnChild(
    ...withoutOurFiles(...shielded('flock', ['--exclusive', `--timeout=${waitS}`, path, 'sh', '-c', HOLD])),
    { ...DETACHED, stdio: ['pipe', 'pipe', 'pipe'], env: ChildEnvironment.known().marked() },
  );
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  let stderr = '';
  child.stderr.on('data', (data: Buffer) => {
    stderr += data.toString('utf8');
  });
  const held = await new Promise<boolean>((resolve, reject) => {
    child.once('error', (error) =>
      reject(new AppError('missing', 'flock(1) of util-linux cannot be run.', { cause: error })),
    );
    child.stdout.once('data', () => resolve(true));
    child.once('close', (code) =>
      // flock(1): status 1 is a timeout; 66 and others are errors of the file
      code === 1
        ? resolve(false)
        : reject(
            new AppError('denied', `The lock ${path} cannot be acquired: ${stripControls(stderr).trim()}`, {
              hint: 'Fix the permissions of its folder, or use another library with --library.',
            }),
          ),
    );
  });
  if (!held) return undefined;
  return {
    release: () => {
      child.stdin.end();
      return ended;
    },
  };
}
