import { closeSync, openSync } from 'node:fs';
import { AppError } from '@shared/model/app-error';

/** Descriptors needed to start a child with three pipes: two for each pipe, and two for the error report of exec(3). */
const FOR_A_CHILD = 8;

/**
 * Checks that enough descriptors are free to start a child. Without them, Node returns a child without streams, and reading
 * them fails with a meaningless error (nodejs/node, lib/internal/child_process.js, UV_EMFILE).
 * @throws AppError `config` that names the program and the limit
 */
export function requireDescriptors(file: string): void {
  const opened: number[] = [];
  try {
    while (opened.length < FOR_A_CHILD) opened.push(openSync('/dev/null', 'r'));
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code !== 'EMFILE' && code !== 'ENFILE') return; // /dev/null cannot be opened for another reason
    throw new AppError('config', `\`${file}\` cannot be started, because ${REACHED[code]}.`, {
      hint: 'Raise the limit before you start the app: `ulimit -n 4096`. `doctor` shows the limit that a recording requires.',
      cause,
    });
  } finally {
    for (const descriptor of opened) closeSync(descriptor);
  }
}

const REACHED = {
  EMFILE: 'this app has reached its limit of open files (ulimit -n)',
  ENFILE: 'this machine has reached its limit of open files (fs.file-max)',
} as const;
