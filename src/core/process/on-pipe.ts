import { type ChildEnvironment, ownEnvironment } from './child-environment';
import { DETACHED, mark } from './detached';
import { spawnChild } from './spawn-child';
import { withoutOurFiles } from './without-our-files';

export interface PipedProcess {
  readonly pid: number;
  /** Tells it one line; it acts on end of file, which the kernel delivers when we die. */
  send(line: string): void;
  release(): void;
}

/**
 * Starts a detached process in its own session with a pipe as standard input: our death is its end of file.
 * @param env without it that of a program of ours: args run this very runtime, or become it
 */
export function startDetachedOnPipe(file: string, args: readonly string[], env?: ChildEnvironment): PipedProcess {
  const child = spawnChild(...withoutOurFiles(file, args), {
    ...DETACHED,
    stdio: ['pipe', 'ignore', 'ignore'],
    env: env?.marked() ?? ownEnvironment(),
    cwd: '/',
  });
  child.on('error', () => undefined); // its absence shows as pid -1, which the caller checks
  child.stdin?.on('error', () => undefined); // it has ended already: nothing to tell
  child.unref();
  (child.stdin as unknown as { unref?: () => void } | null)?.unref?.();
  return {
    pid: child.pid ?? -1,
    send: (line) => void child.stdin?.write(`${line}\n`),
    release: () => void child.stdin?.end(),
  };
}

export interface Prompt {
  /** All that it printed, once it has ended. Never rejects. */
  printed: Promise<string>;
  /** Ends its standard input, at which it ends; the kernel does so when we die. */
  end(): void;
}

/** Starts a program of ours in a process group of its own that waits for something, and for the end of its standard input. */
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
  child.stdin.on('error', () => undefined); // it has ended already
  return {
    printed: new Promise((resolve) => {
      child.once('error', (error) => resolve(error.message));
      child.once('close', () => resolve(printed));
    }),
    end: () => void child.stdin.end(),
  };
}
