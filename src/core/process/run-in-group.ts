import { execFile } from 'node:child_process';

/** Limit of the kept output; a program that prints more is ended. */
const MOST_OUTPUT_BYTES = 8 * 1024 * 1024;

export interface GroupRun {
  /** Null if a signal ended the program, or if it cannot be run. */
  exitCode: number | null;
  stdout: string;
  stderr: string;
}

/**
 * Runs a program in the process group of this process, without a time limit. For a helper program that leads a group of its own, and
 * signals the group to end everything that it started.
 */
export const runInGroup = (file: string, args: readonly string[]): Promise<GroupRun> =>
  new Promise((resolve) => {
    const options = { encoding: 'utf8', maxBuffer: MOST_OUTPUT_BYTES } as const;
    execFile(file, args, options, (error, stdout, stderr) => {
      const code = error === null ? 0 : error.code;
      resolve({ exitCode: typeof code === 'number' ? code : null, stdout, stderr });
    });
  });
