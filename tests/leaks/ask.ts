import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** Limit for a command. A daemon that hangs must cause an error, never "nothing left". */
const LIMIT_MS = 15_000;

/** Returns the output of a command. @throws when the command fails or does not end in time */
export async function ask(command: readonly string[], env: Record<string, string> = {}): Promise<string> {
  const [file = '', ...args] = command;
  const { stdout } = await run(file, args, {
    encoding: 'utf8',
    timeout: LIMIT_MS,
    killSignal: 'SIGKILL',
    maxBuffer: 64 * 1024 * 1024,
    cwd: '/',
    env: { ...process.env, ...env },
  });
  return stdout;
}

/** A command prefix that runs a program as that user; empty if this process is that user. @param uid numeric */
export const asUser = (uid: number): string[] =>
  process.getuid?.() === uid
    ? []
    : ['setpriv', `--reuid=${uid}`, `--regid=${uid}`, '--clear-groups', '--inh-caps=-all', '--'];
