import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { Socket } from 'node:net';
import { AppError } from '@shared/model/app-error';
import { stripControls } from '@shared/model/plain-text';
import { MIB } from '@shared/model/units';
import { type Tool, toolPath } from './tools';

/** The only file of the helper that starts programs: those of tools.ts, by argument lists, in an environment of its own. */

/** What every program gets, whatever the environment of whoever called: root's or the user's, it is not passed on. */
const ENVIRONMENT = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' };
/** A list of all events of a kernel has some hundred kilobytes. */
const LONGEST_OUTPUT = 8 * MIB;

export interface RunOptions {
  timeoutMs: number;
  env?: Record<string, string>;
  okCodes?: readonly number[];
  /** Kills it; its own end is still waited for. */
  signal?: AbortSignal | undefined;
  /** An open file that the program finds as its descriptor 3. */
  file?: number;
}

export interface Ran {
  exitCode: number;
  stdout: string;
  stderr: string;
}

/**
 * Runs one of the tools to its end.
 * @throws AppError `missing` or `denied` (tools.ts), `cancelled` (signal), `command` (time limit, or an exit code not in
 *   okCodes, with its words as detail)
 */
export function run(tool: Tool, args: readonly string[], options: RunOptions): Promise<Ran> {
  const child = start(tool, args, options.env, ['ignore', 'pipe', 'pipe', ...(options.file ? [options.file] : [])]);
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      if (output[name].length < LONGEST_OUTPUT) output[name] += text;
    });
  return new Promise((resolve, reject) => {
    let why: AppError | undefined;
    const kill = (error: AppError): void => {
      why ??= error;
      child.kill('SIGKILL');
    };
    const limit = setTimeout(
      () => kill(new AppError('command', `${tool} did not answer within ${options.timeoutMs / 1000} s.`)),
      options.timeoutMs,
    );
    const cancel = (): void => kill(new AppError('cancelled', `${tool} was cut off.`));
    if (options.signal?.aborted) cancel();
    options.signal?.addEventListener('abort', cancel, { once: true });
    const settle = (act: () => void): void => {
      clearTimeout(limit);
      options.signal?.removeEventListener('abort', cancel);
      act();
    };
    child.once('error', (error) =>
      settle(() => reject(new AppError('command', `${tool} cannot be run: ${error.message}`))),
    );
    child.once('close', (code) =>
      settle(() => {
        const exitCode = code ?? 128;
        const stderr = stripControls(output.stderr).trim();
        if (why) reject(why);
        else if ((options.okCodes ?? [0]).includes(exitCode)) resolve({ exitCode, stdout: output.stdout, stderr });
        else
          reject(
            new AppError('command', `${tool} failed with exit code ${exitCode}.`, {
              detail: stderr || stripControls(output.stdout.slice(0, 4000)).trim(),
            }),
          );
      }),
    );
  });
}

export interface Child {
  readonly pid: number;
  /** The last that it printed. */
  words(): string;
  hasEnded(): boolean;
  ended: Promise<void>;
  kill(signal: NodeJS.Signals): void;
}

const KEPT_WORDS = 8_000;

/** Starts one of the tools as a daemon in the foreground that the kernel ends with us (setpriv(1), --pdeathsig). */
export function startDaemon(tool: Tool, args: readonly string[], env: Record<string, string>): Child {
  const words = ['--pdeathsig', 'TERM', '--', toolPath(tool), ...args];
  const child = start('setpriv', words, env, ['ignore', 'pipe', 'pipe']);
  let told = '';
  let over = false;
  for (const name of ['stdout', 'stderr'] as const)
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      told = (told + text).slice(-KEPT_WORDS);
    });
  const ended = new Promise<void>((resolve) => {
    const settle = (): void => {
      over = true;
      resolve();
    };
    child.once('error', settle);
    child.once('exit', settle);
  });
  return {
    pid: child.pid ?? -1,
    words: () => stripControls(told).trim(),
    hasEnded: () => over,
    ended,
    kill: (signal) => void child.kill(signal),
  };
}

/**
 * Runs our own runtime and file as the caller, for the one thing that it is asked to do: to hand over a connected socket.
 * Nothing else of what it says is looked at, for the caller's other programs can make it say anything.
 * @param args words of our own file
 * @throws AppError `denied` when it ends without one, `command` when it takes too long
 */
export function receiveSocket(
  caller: { uid: number; gid: number; home: string },
  args: readonly string[],
  limitMs: number,
): Promise<Socket> {
  const become = [
    `--reuid=${caller.uid}`,
    `--regid=${caller.gid}`,
    '--init-groups',
    '--inh-caps=-all',
    '--no-new-privs',
  ];
  const env = { ELECTRON_RUN_AS_NODE: '1', HOME: caller.home };
  const child = start('setpriv', [...become, '--', process.execPath, ...args], env, [
    'ignore',
    'ignore',
    'inherit',
    'ipc',
  ]);
  return new Promise((resolve, reject) => {
    const settle = (act: () => void): void => {
      clearTimeout(limit);
      child.removeAllListeners();
      child.on('error', () => undefined);
      child.kill('SIGKILL');
      act();
    };
    const fail = (code: 'denied' | 'command', words: string): void => settle(() => reject(new AppError(code, words)));
    const limit = setTimeout(() => fail('command', 'The app could not be met in time.'), limitMs);
    child.once('message', (_message, handle) => {
      if (handle instanceof Socket) settle(() => resolve(handle));
      else fail('denied', 'The app was not met.');
    });
    child.once('error', (error) => fail('command', `The app could not be met: ${error.message}`));
    child.once('exit', () => fail('denied', 'The app was not met.'));
  });
}

export interface Guard {
  tell(line: string): void;
  /** Ends it: nothing is left to be done. */
  dismiss(): void;
}

/**
 * Reads lines to the end of its pipe and keeps the last; then becomes the program that stands behind it, with that line as
 * its last argument. On the goodbye it ends. Our signals are not for it. POSIX sh, constant: what is run is arguments.
 */
const KEEP_AND_BECOME = `trap '' HUP INT TERM
orders=
while IFS= read -r line; do
  [ "$line" = bye ] && exit
  orders=$line
done
exec "$@" "$orders"`;

/** @param args words of our own runtime and file, which the guard becomes when we have ended without a goodbye */
export function startGuard(args: readonly string[]): Guard {
  const words = ['-c', KEEP_AND_BECOME, 'sh', process.execPath, ...args];
  const child = start('sh', words, { ELECTRON_RUN_AS_NODE: '1' }, ['pipe', 'ignore', 'ignore']);
  if (child.pid === undefined) throw new AppError('command', "The helper's guard did not start.");
  child.on('error', () => undefined); // told by its pid
  child.stdin?.on('error', () => undefined); // somebody killed it: without it we still clean up at our own end
  child.unref();
  return {
    tell: (line) => void child.stdin?.write(`${line}\n`),
    dismiss: () => void child.stdin?.end('bye\n'),
  };
}

function start(
  tool: Tool,
  args: readonly string[],
  env: Record<string, string> | undefined,
  stdio: StdioOptions,
): ChildProcess {
  // In a session of its own: a signal to our group is for us.
  return spawn(toolPath(tool), args, { cwd: '/', detached: true, env: { ...ENVIRONMENT, ...env }, stdio });
}
