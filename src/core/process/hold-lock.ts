import { AppError } from '@shared/model/app-error';
import { stripControls } from '@shared/model/plain-text';
import { ChildEnvironment } from './child-environment';
import { DETACHED } from './detached';
import { spawnChild } from './spawn-child';
import { withoutOurFiles } from './without-our-files';

/**
 * Takes an exclusive flock(2) on a file through flock(1), whose child holds it until its pipe to us ends.
 * @returns undefined when somebody else holds it for longer than `waitS` seconds
 */
export async function holdLock(path: string, waitS: number): Promise<{ release(): Promise<void> } | undefined> {
  const child = spawnChild(
    ...withoutOurFiles('flock', [
      '--exclusive',
      `--timeout=${waitS}`,
      path,
      'sh',
      '-c',
      'echo held; exec cat >/dev/null',
    ]),
    { ...DETACHED, stdio: ['pipe', 'pipe', 'pipe'], env: ChildEnvironment.known().marked() },
  );
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  let words = '';
  child.stderr.on('data', (data: Buffer) => {
    words += data.toString('utf8');
  });
  const held = await new Promise<boolean>((resolve, reject) => {
    child.once('error', (error) =>
      reject(new AppError('missing', 'flock(1) of util-linux cannot be run.', { cause: error })),
    );
    child.stdout.once('data', () => resolve(true));
    child.once('close', (code) =>
      // flock(1): status 1 is the timeout; 66 and others are failures of the file itself
      code === 1
        ? resolve(false)
        : reject(
            new AppError('denied', `The lock ${path} cannot be taken: ${stripControls(words).trim()}`, {
              hint: 'Choose another library with --library, or mend its permissions.',
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
