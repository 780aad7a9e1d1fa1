import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { AppError } from '@shared/model/app-error';
import { OWNER_ENV } from '@shared/model/labels';
import { stripControls } from '@shared/model/plain-text';
import { execa } from 'execa';
import { identityKey, ownIdentity } from './identity';
import { NOT_FOUND, withoutOurFiles } from './without-our-files';

/** The only file that starts processes: argument arrays, never a shell string (lint: one-file-starts-processes). */

/**
 * Ctrl+C goes to the terminal's whole foreground group: a session daemon, or a reader half through a trace, would end with
 * it while we stop in good order. So each child has a session of its own, and hears from us alone.
 */
const APART = { detached: true } as const;

/** On every process that we start: whose it is, so that the watchdog finds what is still under way when we were killed. */
const mark = (): Record<string, string> => ({ [OWNER_ENV]: identityKey(ownIdentity()) });

export interface ExecOptions {
  /** Wall-clock limit in milliseconds; no call is without one, for a wedged daemon hangs its clients for ever. */
  timeoutMs: number;
  env?: Record<string, string> | undefined;
  cwd?: string | undefined;
  signal?: AbortSignal | undefined;
  /** Exit codes that are no error; default `[0]`. */
  okCodes?: readonly number[];
  input?: string | undefined;
}

export interface ExecResult {
  exitCode: number;
  stdout: string;
  stderr: string;
}

/**
 * Runs a program to its end and returns what it printed.
 * @throws AppError `missing` (no such program), `cancelled` (signal), `command` (timeout or an exit code not in okCodes)
 */
export async function exec(file: string, args: readonly string[], options: ExecOptions): Promise<ExecResult> {
  const result = await execa(...withoutOurFiles(file, args), {
    ...APART,
    reject: false,
    timeout: options.timeoutMs,
    forceKillAfterDelay: 2_000,
    stripFinalNewline: true,
    stdin: options.input === undefined ? 'ignore' : 'pipe',
    ...(options.input === undefined ? {} : { input: options.input }),
    env: { ...options.env, ...mark() },
    ...(options.cwd ? { cwd: options.cwd } : {}),
    ...(options.signal ? { cancelSignal: options.signal } : {}),
  });
  const shown = [file, ...args].join(' ');
  const stderr = stripControls(String(result.stderr ?? ''));
  const stdout = String(result.stdout ?? '');
  if (result.isCanceled) throw new AppError('cancelled', `Cancelled while running \`${shown}\`.`);
  if (result.timedOut)
    throw new AppError('command', `\`${shown}\` did not answer within ${options.timeoutMs / 1000} s.`, {
      detail: stderr,
    });
  if (result.code === 'ENOENT' || result.code === 'EACCES' || NOT_FOUND.includes(result.exitCode ?? 0))
    throw new AppError('missing', `The program \`${file}\` cannot be run (${result.code ?? 'not found'}).`, {
      hint: `Install it: \`npm start\` or \`npm run setup\` in the checkout shows the packages.`,
    });
  const exitCode = result.exitCode ?? 128;
  if (!(options.okCodes ?? [0]).includes(exitCode))
    throw new AppError('command', `\`${shown}\` failed with exit code ${exitCode}.`, {
      detail: stderr || stripControls(stdout),
    });
  return { exitCode, stdout, stderr };
}

export interface LineProcess {
  readonly pid: number | undefined;
  /** Standard output, line by line, as it comes. */
  lines: AsyncIterable<string>;
  /** Settles when the process has ended; never rejects. */
  ended: Promise<ExecResult>;
  kill(signal?: NodeJS.Signals): void;
}

export interface TextProcess extends Omit<LineProcess, 'lines'> {
  /** Standard output in pieces as it comes, whatever their borders: a fifth of the work that lines are. */
  text: AsyncIterable<string>;
}

/** Starts a program whose standard output is read line by line while it runs (babeltrace2). */
export function execLines(file: string, args: readonly string[], options: Omit<ExecOptions, 'input'>): LineProcess {
  const child = startReader(file, args, options);
  return { ...child.process, lines: child.lines() };
}

/** The same for very many lines. */
export function execText(file: string, args: readonly string[], options: Omit<ExecOptions, 'input'>): TextProcess {
  const child = startReader(file, args, options);
  return { ...child.process, text: child.text() };
}

interface Reader {
  process: Omit<LineProcess, 'lines'>;
  lines(): AsyncIterable<string>;
  text(): AsyncIterable<string>;
}

function startReader(file: string, args: readonly string[], options: Omit<ExecOptions, 'input'>): Reader {
  const child = execa(...withoutOurFiles(file, args), {
    ...APART,
    reject: false,
    timeout: options.timeoutMs,
    stdin: 'ignore',
    buffer: { stdout: false, stderr: true },
    maxBuffer: 1_000_000,
    env: { ...options.env, ...mark() },
    ...(options.cwd ? { cwd: options.cwd } : {}),
    ...(options.signal ? { cancelSignal: options.signal } : {}),
  });
  const ended = child.then((r) => ({
    exitCode: r.exitCode ?? 128,
    stdout: '',
    stderr: stripControls(String(r.stderr ?? '')),
  }));
  return {
    process: { pid: child.pid, ended, kill: (signal = 'SIGTERM') => void child.kill(signal) },
    lines: () => child.iterable({ from: 'stdout' }),
    text: () => child.stdout.setEncoding('utf8'),
  };
}

export interface ChildDaemon {
  readonly pid: number;
  /** The last lines it printed, for an error message. */
  log(): string;
  /** Settles when it has ended. */
  ended: Promise<{ exitCode: number | null }>;
  kill(signal?: NodeJS.Signals): void;
}

const KEPT_LOG_CHARS = 8_000;

/**
 * Starts a daemon in the foreground as our child; the kernel sends it SIGTERM when we die, however we die.
 * `setpriv --pdeathsig` (util-linux 2.33 or later, see setpriv(1)) sets the parent-death signal before the exec.
 */
export function startChildDaemon(file: string, args: readonly string[], env: Record<string, string>): ChildDaemon {
  const child = spawn(...withoutOurFiles('setpriv', ['--pdeathsig', 'TERM', '--', file, ...args]), {
    ...APART,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env, ...mark() },
    cwd: '/',
  });
  let log = '';
  const keep = (chunk: Buffer): void => {
    log = (log + chunk.toString('utf8')).slice(-KEPT_LOG_CHARS);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const ended = new Promise<{ exitCode: number | null }>((resolve) => {
    child.on('error', (error) => {
      log += error.message;
      resolve({ exitCode: 127 });
    });
    child.on('exit', (code) => resolve({ exitCode: code }));
  });
  return {
    pid: child.pid ?? -1,
    log: () => stripControls(log).trim(),
    ended,
    kill: (s = 'SIGTERM') => void child.kill(s),
  };
}

export interface Watchman {
  readonly pid: number;
  /** Tells it one line; it acts on end of file, which the kernel delivers when we die. */
  tell(line: string): void;
  release(): void;
}

/** Starts a detached process in its own session with a pipe as standard input: our death is its end of file. */
export function startDetachedOnPipe(file: string, args: readonly string[], env: Record<string, string>): Watchman {
  const child = spawn(...withoutOurFiles(file, args), {
    ...APART,
    stdio: ['pipe', 'ignore', 'ignore'],
    env: { ...process.env, ...env },
    cwd: '/',
  });
  child.on('error', () => undefined); // its absence shows as pid -1, which the caller checks
  child.stdin?.on('error', () => undefined); // it has ended already: nothing to tell
  child.unref();
  (child.stdin as unknown as { unref?: () => void } | null)?.unref?.();
  return {
    pid: child.pid ?? -1,
    tell: (line) => void child.stdin?.write(`${line}\n`),
    release: () => void child.stdin?.end(),
  };
}

export interface Asker {
  /** All that it printed, once it has ended. Never rejects. */
  printed: Promise<string>;
  /** Ends its standard input, at which it ends; the kernel does so when we die. */
  end(): void;
}

/** Starts a program of ours in a process group of its own that waits for something, and for the end of its standard input. */
export function startAsker(file: string, args: readonly string[], env: Record<string, string>): Asker {
  const child = spawn(...withoutOurFiles(file, args), {
    ...APART,
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...process.env, ...env, ...mark() },
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

/**
 * Takes an exclusive flock(2) on a file through flock(1), whose child holds it until its pipe to us ends.
 * @returns undefined when somebody else holds it for longer than `waitS` seconds
 */
export async function holdLock(path: string, waitS: number): Promise<{ release(): Promise<void> } | undefined> {
  const child = spawn(
    ...withoutOurFiles('flock', [
      '--exclusive',
      `--timeout=${waitS}`,
      path,
      'sh',
      '-c',
      'echo held; exec cat >/dev/null',
    ]),
    { ...APART, stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, ...mark() } },
  );
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  let words = '';
  child.stderr.on('data', (data: Buffer) => {
    words += data.toString('utf8');
  });
  const held = await new Promise<boolean>((resolve, reject) => {
    child.once('error', (error) =>
      reject(new AppError('missing', 'flock(1) of util-linux cannot be run.', { cause: error })),
    );
    child.stdout.once('data', () => resolve(true));
    child.once('close', (code) =>
      // flock(1): status 1 is the timeout; 66 and others are failures of the file itself
      code === 1
        ? resolve(false)
        : reject(
            new AppError('denied', `The library's lock cannot be taken: ${stripControls(words).trim()}`, {
              hint: 'Choose another library with --library, or mend its permissions.',
            }),
          ),
    );
  });
  if (!held) return undefined;
  return {
    release: () => {
      child.stdin.end();
      return ended;
    },
  };
}

export interface Program {
  /** Its exit status; 128 + n for a signal. @throws AppError `missing` when it cannot be run */
  ended: Promise<number>;
  /** SIGTERM to it, SIGKILL after the grace. */
  end(graceS: number): void;
}

/** How long output is waited for once the program has ended: what still holds the pipe was ended with it. */
const LAST_OUTPUT_MS = 2_000;

/**
 * Runs a user's program as our child that dies with us; its output comes as it is written. What it leaves in its process
 * group ends with it, as in a container; what has left the group carries our mark, for the watchdog.
 */
export function startProgram(
  file: string,
  args: readonly string[],
  env: Record<string, string>,
  onOutput: (stream: 'stdout' | 'stderr', text: string) => void,
): Program {
  const { LD_PRELOAD: preload, ...rest } = env;
  // setpriv itself is not to be traced: the preload is set behind it, by env(1).
  const traced = preload === undefined ? [file, ...args] : ['env', `LD_PRELOAD=${preload}`, file, ...args];
  const child = spawn(...withoutOurFiles('setpriv', ['--pdeathsig', 'KILL', '--', ...traced]), {
    ...APART,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...rest, ...mark() },
  });
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8');
    child[stream].on('data', (text: string) => onOutput(stream, text));
  }
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', (error) => reject(new AppError('missing', `${file} cannot be run: ${error.message}`)));
    child.once('exit', (code, signal) => {
      signalGroup(child.pid, 'SIGKILL');
      const settle = (): void => {
        if (code === 127 || code === 126)
          reject(
            new AppError('config', `The program ${file} cannot be run on this machine.`, {
              hint: 'Name one that is on PATH, or its absolute path.',
            }),
          );
        else resolve(code ?? 128 + (signal ? constants.signals[signal] : 0));
      };
      const limit = setTimeout(settle, LAST_OUTPUT_MS);
      child.once('close', () => {
        clearTimeout(limit);
        settle();
      });
    });
  });
  ended.catch(() => undefined); // read by whoever awaits it
  return {
    ended,
    end: (graceS) => {
      signalGroup(child.pid, 'SIGTERM');
      const kill = setTimeout(() => signalGroup(child.pid, 'SIGKILL'), graceS * 1000);
      child.once('exit', () => clearTimeout(kill));
    },
  };
}

function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // nobody is left in the group
  }
}
