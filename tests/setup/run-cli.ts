import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { awaitCondition } from './await-condition';
import { patientMs } from './patience';
import { becomeUser } from './plain-user';
import { say } from './say';
import { type Actor, type WorldState, world } from './world-state';

export interface CliOptions {
  as: Actor;
  /** Added to the actor's environment; undefined removes a variable. */
  env?: Record<string, string | undefined>;
  input?: string;
  cwd?: string;
  /** How long a quiet machine may take; default three minutes. After `patientMs` of it the command is killed and the promise rejects. */
  timeoutMs?: number;
  onStderr?(text: string): void;
  /** Kills the command at once (SIGKILL). */
  signal?: AbortSignal;
}

export interface CliResult {
  /** 128 + n when signal n ended it. */
  code: number;
  stdout: string;
  stderr: string;
  /** The JSON document on standard output. */
  json(): unknown;
}

export interface CliRun {
  pid: number;
  /** Resolves when standard error matches. Rejects if the command ends before. */
  seen(pattern: RegExp): Promise<void>;
  kill(signal: NodeJS.Signals): void;
  ended: Promise<CliResult>;
}

const LIMIT_MS = 180_000;
const SILENT_MS = 60_000;
const SIGNAL_NUMBERS: Partial<Record<NodeJS.Signals, number>> = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 };

const running = new Set<ChildProcess>();
const END_LIMIT_MS = 30_000;

/** Ends every running program and waits for it, so that a world is removed only when nothing uses it. */
export async function endPrograms(): Promise<void> {
  for (const child of running) child.kill('SIGTERM');
  await awaitCondition(() => running.size === 0, { what: 'the programs of the tests to end', timeoutMs: END_LIMIT_MS });
}

/** Runs a command of the built app to its end, as root or as the plain user. */
export const runCli = (args: readonly string[], options: CliOptions & { state?: WorldState }): Promise<CliResult> =>
  startCli(args, options).ended;

/** Starts a command of the built app. Its pid is that of the Node process, which setpriv(1) executes. */
export function startCli(args: readonly string[], options: CliOptions & { state?: WorldState }): CliRun {
  const state = options.state ?? world();
  return startProgram([state.node, join(state.app, 'out/main/cli.js'), ...args], { ...options, state });
}

/** Starts any other program: the printed script of `plan`, or the CLI with a hook. */
export function startProgram(words: readonly string[], options: CliOptions & { state?: WorldState }): CliRun {
  const state = options.state ?? world();
  const shown = words.join(' ').slice(0, 300);
  const [program = '', ...rest] = [...(options.as === 'user' ? becomeUser(state.user) : []), ...words];
  const limitMs = patientMs(options.timeoutMs ?? LIMIT_MS);
  const child = spawn(program, rest, {
    env: { ...state.actors[options.as].env, ...options.env },
    cwd: options.cwd ?? (options.as === 'user' ? state.user.home : state.folder),
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true, // leads a new process group, as a shell starts it
    ...(options.signal ? { signal: options.signal, killSignal: 'SIGKILL' } : {}),
  });
  running.add(child);
  child.once('close', () => running.delete(child));
  child.stdin.on('error', () => undefined); // it may end without reading
  child.stdin.end(options.input ?? '');
  let stdout = '';
  let stderr = '';
  const watchers = new Set<() => void>();
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    options.onStderr?.(text);
    for (const look of watchers) look();
  });
  const ended = new Promise<CliResult>((resolve, reject) => {
    const saying = setTimeout(() => say(`waits for ${shown}, at most ${limitMs / 1000} s`), SILENT_MS);
    const limit = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`${shown} did not end within ${limitMs / 1000} s. Its stderr so far:\n${stderr.slice(-4000)}`));
    }, limitMs);
    const release = (): void => {
      clearTimeout(saying);
      clearTimeout(limit);
    };
    child.once('error', (error) => {
      if (error.name === 'AbortError') return; // the close event reports the end
      release();
      reject(error);
    });
    child.once('close', (code, signal) => {
      release();
      resolve({
        code: code ?? 128 + ((signal && SIGNAL_NUMBERS[signal]) ?? 0),
        stdout,
        stderr,
        json: () => parseAnswer(shown, stdout, stderr),
      });
    });
  });
  ended.catch(() => undefined); // the caller handles the rejection
  const seen = (pattern: RegExp): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (pattern.test(stderr)) resolve();
      };
      watchers.add(look);
      look();
      void ended.then(
        () => reject(new Error(`${shown} ended before its stderr matched ${pattern}:\n${stderr.slice(-4000)}`)),
        reject,
      );
    });
  // A terminal sends Ctrl+C to the whole foreground group.
  const kill = (signal: NodeJS.Signals): void => {
    if (signal === 'SIGINT' && child.pid !== undefined) process.kill(-child.pid, signal);
    else child.kill(signal);
  };
  return { pid: child.pid ?? -1, seen, kill, ended };
}

function parseAnswer(shown: string, stdout: string, stderr: string): unknown {
  try {
    return JSON.parse(stdout);
  } catch (error) {
    throw new Error(
      `${shown} printed no JSON document (${String(error)}):\n${stdout.slice(0, 500)}\n${stderr.slice(-4000)}`,
    );
  }
}
