import type { Readable, Writable } from 'node:stream';
import { AppError } from '@shared/model/app-error';
import { stripControls } from '@shared/model/plain-text';
import { hintFor } from '../files/install-hint';
import { ChildEnvironment } from './child-environment';
import { DETACHED } from './detached';
import { spawnChild } from './spawn-child';
import { NOT_FOUND, withoutOurFiles } from './without-our-files';

export interface Filter {
  input: Writable;
  output: Readable;
  /** Resolves when the program has ended. @throws AppError `missing` when it cannot be run, `command` for an exit code other than 0 */
  ended: Promise<void>;
  kill(): void;
}

const KEPT_STDERR_CHARS = 4_000;

/**
 * Starts a program that filters a stream (zstd), with pipes as standard input and output. It ends when this process ends.
 * @param niceness 0 to 19, as for nice(1); 19 is the lowest priority
 */
export function startFilter(file: string, args: readonly string[], niceness = 0): Filter {
  const command: [string, string[]] =
    niceness === 0 ? [file, [...args]] : ['nice', ['-n', `${niceness}`, file, ...args]];
  const child = spawnChild(...withoutOurFiles(...command), {
    ...DETACHED,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: ChildEnvironment.known().marked(),
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-KEPT_STDERR_CHARS);
  });
  const missing = (cause?: unknown): AppError =>
    new AppError('missing', `The program \`${file}\` cannot be run.`, {
      hint: hintFor(file),
      cause,
    });
  const notFound = niceness === 0 ? NOT_FOUND : [126, 127]; // nice(1) uses the exit codes of a shell
  const ended = new Promise<void>((resolve, reject) => {
    child.once('error', (error) => reject(missing(error)));
    child.once('close', (code) => {
      if (code === 0) resolve();
      else if (notFound.includes(code ?? 0)) reject(missing());
      else
        reject(
          new AppError(
            'command',
            `\`${[file, ...args].join(' ')}\` ${code === null ? 'was killed by a signal' : `failed with exit code ${code}`}.`,
            {
              detail: stripControls(stderr),
            },
          ),
        );
    });
  });
  ended.catch(() => undefined); // reported to the caller that awaits it
  return { input: child.stdin, output: child.stdout, ended, kill: () => void child.kill('SIGKILL') };
}
