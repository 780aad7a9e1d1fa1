import { type ChildEnvironment, ownEnvironment } from './child-environment';
import { DETACHED, mark } from './detached';
import { spawnChild } from './spawn-child';
import { withoutOurFiles } from './without-our-files';

export interface PipedProcess {
  readonly pid: number;
  /** Sends one line. The kernel closes the pipe when this process ends, and the program acts on the end of file. */
  send(line: string): void;
  release(): void;
}

/**
 * Starts a detached process with a pipe as standard input, which gets end of file when this process ends.
 * @param env default: the environment for a helper program of this app, which `args` run with the same runtime
 */
export function startDetachedOnPipe(file: string, args: readonly string[], env?: ChildEnvironment): PipedProcess {
  const child = spawnChild(...withoutOurFiles(file, args), {
    ...DETACHED,
    stdio: ['pipe', 'ignore', 'ignore'],
    env: env?.marked() ?? ownEnvironment(),
    cwd: '/',
  });
  child.on('error', () => undefined); // the caller checks for pid -1
  child.stdin?.on('error', () => undefined); // the process has ended already
  child.unref();
  (child.stdin as unknown as { unref?: () => void } | null)?.unref?.();
  return {
    pid: child.pid ?? -1,
    send: (line) => void child.stdin?.write(`${line}\n`),
    release: () => void child.stdin?.end(),
  };
}

export interface Prompt {
  readonly pid: number;
  /** Sends one line. */
  send(line: string): void;
  /** Resolves with the output when the program has ended. Never rejects. */
  printed: Promise<string>;
  /** Closes its standard input, which ends the program; the kernel does the same when this process ends. */
  end(): void;
}

/** Starts a helper program that asks the user, for example for a password, and ends when its standard input is closed. */
export function startPrompt(file: string, args: readonly string[], env: Record<string, string>): Prompt {
  const child = spawnChild(...withoutOurFiles(file, args), {
    ...DETACHED,
    stdio: ['pipe', 'pipe', 'ignore'],
    env: ownEnvironment({ ...env, ...mark() }),
    cwd: '/',
  });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
  });
  child.stdin.on('error', () => undefined); // the program has ended already
  return {
    pid: child.pid ?? -1,
    send: (line) => void child.stdin.write(`${line}\n`),
    printed: new Promise((resolve) => {
      child.once('error', (error) => resolve(error.message));
      child.once('close', () => resolve(printed));
    }),
    end: () => void child.stdin.end(),
  };
}
