import type { Readable, Writable } from 'node:stream';
import { AppError } from '@shared/model/app-error';
import { stripControls } from '@shared/model/plain-text';
import { ChildEnvironment } from './child-environment';
import { DETACHED } from './detached';
import { spawnChild } from './spawn-child';
import { NOT_FOUND, withoutOurFiles } from './without-our-files';

export interface Filter {
  input: Writable;
  output: Readable;
  /** Settles with its end. @throws AppError `missing` when it cannot be run, `command` for an exit code other than 0 */
  ended: Promise<void>;
  kill(): void;
}

const KEPT_WORDS = 4_000;

/**
 * Starts a program between two pipes of ours (zstd). Both end with us, and it with them.
 * @param niceness 0 to 19, as nice(1) takes it: 19 leaves the processors to everybody else
 */
export function startFilter(file: string, args: readonly string[], niceness = 0): Filter {
  const words: [string, string[]] = niceness === 0 ? [file, [...args]] : ['nice', ['-n', `${niceness}`, file, ...args]];
  const child = spawnChild(...withoutOurFiles(...words), {
    ...DETACHED,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: ChildEnvironment.known().marked(),
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-KEPT_WORDS);
  });
  const missing = (cause?: unknown): AppError =>
    new AppError('missing', `The program \`${file}\` cannot be run.`, {
      hint: `Install it: \`npm run setup\` in the checkout shows the package.`,
      cause,
    });
  const notFound = niceness === 0 ? NOT_FOUND : [126, 127]; // nice(1) says it as a shell does
  const ended = new Promise<void>((resolve, reject) => {
    child.once('error', (error) => reject(missing(error)));
    child.once('close', (code) => {
      if (code === 0) resolve();
      else if (notFound.includes(code ?? 0)) reject(missing());
      else
        reject(
          new AppError('command', `\`${[file, ...args].join(' ')}\` failed with exit code ${code ?? 'of a signal'}.`, {
            detail: stripControls(said),
          }),
        );
    });
  });
  ended.catch(() => undefined); // read by whoever awaits it
  return { input: child.stdin, output: child.stdout, ended, kill: () => void child.kill('SIGKILL') };
}
