import type { ChildProcess } from 'node:child_process';
import { closeSync, fstatSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripControls } from '@shared/model/plain-text';
import type { ChildEnvironment } from './child-environment';
import { DETACHED } from './detached';
import { spawnChild } from './spawn-child';
import { withoutOurFiles } from './without-our-files';

/** How a child ended: with an exit status, or by a signal. */
export interface ChildEnd {
  exitCode: number | null;
  signal: NodeJS.Signals | null;
}

export interface ChildDaemon {
  readonly pid: number;
  /** The end of its output, for an error message. */
  log(): string;
  /** Resolves when the daemon has ended. */
  ended: Promise<ChildEnd>;
  kill(signal?: NodeJS.Signals): void;
}

const KEPT_LOG_CHARS = 8_000;

/**
 * Starts a daemon in the foreground as a child. The kernel sends it SIGTERM when this process ends for any reason:
 * `setpriv --pdeathsig` (util-linux 2.33 or later, see setpriv(1)) sets the parent-death signal before the exec.
 * @param onText gets the output as it is printed
 */
export function startChildDaemon(
  file: string,
  args: readonly string[],
  env: ChildEnvironment,
  onText: (text: string) => void = () => undefined,
): ChildDaemon {
  const child = startChild(file, args, env, 'pipe');
  return daemonOf(child, keptLog(child, onText));
}

export interface HeldDaemon extends ChildDaemon {
  /** Ends the daemon completely, by the end of the holder's standard input. Does not wait. */
  end(): void;
}

/**
 * Starts a program that holds a daemon and ends it when standard input ends (shared/tracing/held-daemon.ts). The kernel
 * closes the pipe when this process ends for any reason.
 * @param onText gets the output as it is printed
 */
export function startHeldDaemon(
  file: string,
  args: readonly string[],
  env: ChildEnvironment,
  onText: (text: string) => void,
): HeldDaemon {
  const child = spawnChild(...withoutOurFiles(file, args), {
    ...DETACHED,
    stdio: 'pipe',
    env: env.marked(),
    cwd: '/',
  });
  child.stdin.on('error', () => undefined); // the holder has ended already
  return { ...daemonOf(child, keptLog(child, onText)), end: () => void child.stdin.end() };
}

/** Reads a child's output. @returns a function that returns its end */
function keptLog(child: ChildProcess, onText: (text: string) => void): () => string {
  let log = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      const text = chunk.toString('utf8');
      log = (log + text).slice(-KEPT_LOG_CHARS);
      onText(text);
    });
  return () => log;
}

/**
 * Like startChildDaemon, for a program that cleans up after the signal and reports it. If its output were a pipe to this
 * process, a kill of this process would close it, and the program would end by SIGPIPE or by the failed write instead. Its
 * output goes to a file that has no name any more, so nothing is left of it.
 * @throws the system's error when the folder for temporary files cannot be written
 */
export function startCleaningChild(file: string, args: readonly string[], env: ChildEnvironment): ChildDaemon {
  const output = openNameless();
  const child = startChild(file, args, env, output);
  let kept: string | undefined;
  const end = (): void => {
    if (kept !== undefined) return; // a failed kill emits `error`, too
    kept = endOfFile(output);
    closeSync(output);
  };
  child.once('exit', end);
  child.once('error', end);
  return daemonOf(child, () => kept ?? endOfFile(output));
}

const startChild = (
  file: string,
  args: readonly string[],
  env: ChildEnvironment,
  output: 'pipe' | number,
): ChildProcess =>
  spawnChild(...withoutOurFiles('setpriv', ['--pdeathsig', 'TERM', '--', file, ...args]), {
    ...DETACHED,
    stdio: ['ignore', output, output],
    env: env.marked(),
    cwd: '/',
  });

function daemonOf(child: ChildProcess, output: () => string): ChildDaemon {
  let failure = '';
  const ended = new Promise<ChildEnd>((resolve) => {
    child.on('error', (error) => {
      failure = error.message;
      resolve({ exitCode: 127, signal: null });
    });
    child.on('exit', (exitCode, signal) => resolve({ exitCode, signal }));
  });
  return {
    pid: child.pid ?? -1,
    log: () => stripControls(output() + failure).trim(),
    ended,
    kill: (s = 'SIGTERM') => void child.kill(s),
  };
}

/** Opens a new file and removes its name. @returns its descriptor */
function openNameless(): number {
  const folder = mkdtempSync(join(tmpdir(), 'ct-output-'));
  try {
    return openSync(join(folder, 'output'), 'wx+', 0o600);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function endOfFile(descriptor: number): string {
  const { size } = fstatSync(descriptor);
  const end = Buffer.alloc(Math.min(size, KEPT_LOG_CHARS));
  return end.toString('utf8', 0, readSync(descriptor, end, 0, end.length, size - end.length));
}
