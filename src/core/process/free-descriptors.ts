import { closeSync, openSync } from 'node:fs';
import { AppError } from '@shared/model/app-error';

/** What starting a child with three pipes takes: two for each pipe, two for the report of its exec(3). */
const FOR_A_CHILD = 8;

/**
 * Makes sure that a child can be started. Without free descriptors Node gives a child that has no streams at all, and who
 * reads them fails with an error that says nothing (nodejs/node, lib/internal/child_process.js, UV_EMFILE).
 * @throws AppError `config` that names the program and the limit
 */
export function requireDescriptors(file: string): void {
  const opened: number[] = [];
  try {
    while (opened.length < FOR_A_CHILD) opened.push(openSync('/dev/null', 'r'));
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code !== 'EMFILE' && code !== 'ENFILE') return; // /dev/null is closed to us: no statement about descriptors
    throw new AppError('config', `\`${file}\` cannot be started: ${REACHED[code]}.`, {
      hint: 'Raise the limit where this app is started: `ulimit -n 4096`. `doctor` shows what a recording needs.',
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
