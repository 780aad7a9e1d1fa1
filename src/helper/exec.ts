import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { Socket } from 'node:net';
import { AppError } from '@shared/model/app-error';
import { awakeTimer } from '@shared/model/awake-timer';
import { stripControls } from '@shared/model/plain-text';
import { MIB } from '@shared/model/units';
import { heldDaemon } from '@shared/tracing/held-daemon';
import { shielded } from '@shared/tracing/shielded';
import { type Tool, toolPath } from './tools';

/** Starts the programs of tools.ts, with argument lists and a fixed environment. No other file of the helper starts programs. */

/** The environment of every program. The caller's environment is not passed on. */
const ENVIRONMENT = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' };
/** A list of all events of a kernel has some hundred kilobytes. */
const LONGEST_OUTPUT = 8 * MIB;

export interface RunOptions {
  timeoutMs: number;
  env?: Record<string, string>;
  okCodes?: readonly number[];
  /** Kills the program; the call still waits for its end. */
  signal?: AbortSignal | undefined;
  /** An open file, which the program gets as descriptor 3. */
  file?: number;
}

export interface Ran {
  exitCode: number;
  stdout: string;
  stderr: string;
}

/**
 * Runs one of the tools and waits for its end.
 * @throws AppError `missing` or `denied` (tools.ts), `cancelled` (signal), `command` (time limit, or an exit code not in
 *   okCodes, with the program's output as detail)
 */
export function run(tool: Tool, args: readonly string[], options: RunOptions): Promise<Ran> {
  // A logout also ends root's processes of the session, and the cleanup needs this program's result.
  const [, words] = shielded(toolPath(tool), args);
  const child = start('env', words, options.env, ['ignore', 'pipe', 'pipe', ...(options.file ? [options.file] : [])]);
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      if (output[name].length < LONGEST_OUTPUT) output[name] += text;
    });
  return new Promise((resolve, reject) => {
    let reason: AppError | undefined;
    const kill = (error: AppError): void => {
      reason ??= error;
      child.kill('SIGKILL');
    };
    const limit = awakeTimer(
      () => kill(new AppError('command', `${tool} did not answer within ${options.timeoutMs / 1000} s.`)),
      options.timeoutMs,
    );
    const cancel = (): void => kill(new AppError('cancelled', `${tool} was cancelled.`));
    if (options.signal?.aborted) cancel();
    options.signal?.addEventListener('abort', cancel, { once: true });
    const settle = (act: () => void): void => {
      limit.clear();
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
        if (reason) reject(reason);
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
  /** The last output. */
  output(): string;
  hasEnded(): boolean;
  ended: Promise<void>;
  /** Ends the daemon, with its sessions complete. Does not wait. */
  end(): void;
  kill(): void;
}

const KEPT_CHARS = 8_000;
/** What the holder of a daemon runs (shared/tracing/held-daemon.ts). */
const OF_THE_HOLDER = ['env', 'setpriv', 'timeout', 'lttng'] as const;

/**
 * Starts the root session daemon. It survives the signals that are sent to all processes at once, and ends with this process
 * (shared/tracing/held-daemon.ts). The returned pid is that of its holder.
 * @throws AppError `missing` or `denied` (tools.ts)
 */
export function startDaemon(tool: Tool, args: readonly string[], env: Record<string, string>): Child {
  for (const used of OF_THE_HOLDER) toolPath(used);
  const [, argv] = heldDaemon({ kind: 'root', reach: 'self' }, [toolPath(tool), args]);
  const child = start('sh', argv, env, ['pipe', 'pipe', 'pipe']);
  child.stdin?.on('error', () => undefined); // the holder has ended already
  let output = '';
  let hasEnded = false;
  for (const name of ['stdout', 'stderr'] as const)
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-KEPT_CHARS);
    });
  const ended = new Promise<void>((resolve) => {
    const settle = (): void => {
      hasEnded = true;
      resolve();
    };
    child.once('error', settle);
    child.once('exit', settle);
  });
  return {
    pid: child.pid ?? -1,
    output: () => stripControls(output).trim(),
    hasEnded: () => hasEnded,
    ended,
    end: () => void child.stdin?.end(),
    kill: () => void child.kill('SIGKILL'),
  };
}

/**
 * Runs this program's file as the caller, to connect to the app and pass the socket to this process. Ignores all other messages,
 * since the caller's other programs can make it send anything.
 * @param args this program's file and its arguments
 * @throws AppError `denied` when the child ends without a socket, `command` when it takes too long
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
      limit.clear();
      child.removeAllListeners();
      child.on('error', () => undefined);
      child.kill('SIGKILL');
      act();
    };
    const fail = (code: 'denied' | 'command', message: string): void =>
      settle(() => reject(new AppError(code, message)));
    const limit = awakeTimer(
      () => fail('command', `The helper could not connect to the app within ${limitMs / 1000} s.`),
      limitMs,
    );
    child.once('message', (_message, handle) => {
      if (handle instanceof Socket) settle(() => resolve(handle));
      else fail('denied', 'The helper could not connect to the app.');
    });
    child.once('error', (error) => fail('command', `The helper could not connect to the app: ${error.message}`));
    child.once('exit', () => fail('denied', 'The helper could not connect to the app.'));
  });
}

export interface Guard {
  /** Replaces the orders, which are one line. */
  update(orders: string): void;
  /** Ends the guard without a cleanup. */
  dismiss(): void;
}

/**
 * Reads lines until its pipe ends and keeps the last one. Then executes the program in its arguments, with that line as the last
 * argument. Ends on the line `bye`. Ignores signals to this process's group. A constant script in POSIX sh.
 */
const KEEP_AND_EXECUTE = `trap '' HUP INT TERM
orders=
while IFS= read -r line; do
  [ "$line" = bye ] && exit
  orders=$line
done
exec "$@" "$orders"`;

/** @param args this program's file and its arguments, which the guard executes when this process was killed */
export function startGuard(args: readonly string[]): Guard {
  const argv = ['-c', KEEP_AND_EXECUTE, 'sh', process.execPath, ...args];
  const child = start('sh', argv, { ELECTRON_RUN_AS_NODE: '1' }, ['pipe', 'ignore', 'ignore']);
  if (child.pid === undefined) throw new AppError('command', "The helper's guard did not start.");
  child.on('error', () => undefined); // detected by the missing pid
  child.stdin?.on('error', () => undefined); // the guard was killed; this process still cleans up at its end
  child.unref();
  return {
    update: (orders) => void child.stdin?.write(`${orders}\n`),
    dismiss: () => void child.stdin?.end('bye\n'),
  };
}

function start(
  tool: Tool,
  args: readonly string[],
  env: Record<string, string> | undefined,
  stdio: StdioOptions,
): ChildProcess {
  // A separate session, so that signals to this process's group do not reach the program.
  return spawn(toolPath(tool), args, { cwd: '/', detached: true, env: { ...ENVIRONMENT, ...env }, stdio });
}
