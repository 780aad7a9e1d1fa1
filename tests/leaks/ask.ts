import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** A wedged daemon must show as an error, never as "nothing left". */
const LIMIT_MS = 15_000;

/** What a command prints. @throws when it fails or does not end in time */
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

/** Words that make the next ones run as that user; none when we are that user. @param uid numeric */
export const asUser = (uid: number): string[] =>
  process.getuid?.() === uid
    ? []
    : ['setpriv', `--reuid=${uid}`, `--regid=${uid}`, '--clear-groups', '--inh-caps=-all', '--'];
