import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { awaitCondition } from '../../setup/await-condition';
import { processOf } from '../../setup/process-table';
import { world } from '../../setup/world-state';

export interface RunningHelper {
  /** The process id of the helper itself. */
  pid(): number;
  /** The helper's exit status; at least 128 if a signal ended it. */
  ended: Promise<number>;
  stderr(): string;
  kill(signal: NodeJS.Signals): void;
}

interface Start {
  /** PKEXEC_UID; undefined omits it. Default: the world's user. */
  uid?: string | undefined;
  /** File to which strace(1) writes the calls below, of the helper and all its child processes. */
  log?: string;
  /** System calls, as strace's `-e trace=` takes them. */
  calls?: string;
}

/** The environment variables that pkexec(1) keeps. */
const AFTER_PKEXEC = {
  PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
  HOME: '/root',
  SHELL: '/bin/bash',
  USER: 'root',
  LOGNAME: 'root',
  LANG: 'C.UTF-8',
};
const END_LIMIT_MS = 60_000;

export const helperFile = (): string => join(world().app, 'out/helper/helper.mjs');

/** Starts the built helper as root, as pkexec does, but without the password prompt. */
export function startHelper(folder: string | undefined, start: Start = {}): RunningHelper {
  const uid = 'uid' in start ? start.uid : String(world().user.uid);
  const program = [world().node, helperFile(), ...(folder === undefined ? [] : [folder])];
  const [file = '', ...words] = [...(start.log ? strace(start.log, start.calls ?? EXECUTIONS) : []), ...program];
  const child = spawn(file, words, {
    cwd: '/',
    env: {
      ...AFTER_PKEXEC,
      ELECTRON_RUN_AS_NODE: '1',
      ...(uid === undefined ? {} : { PKEXEC_UID: uid }),
    },
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
  });
  ended.catch(() => undefined); // the caller handles the rejection
  return { pid: () => child.pid ?? -1, ended, stderr: () => stderr, kill: (signal) => void child.kill(signal) };
}

const EXECUTIONS = 'execve,execveat';

/** Prints all strings complete and in hexadecimal, so that they cannot be confused with strace's syntax. */
const strace = (log: string, calls: string): string[] => [
  'strace',
  '--follow-forks',
  '--seccomp-bpf',
  '--quiet=all',
  `--trace=${calls}`,
  '--signal=none',
  '--decode-fds=path',
  '--no-abbrev',
  '--strings-in-hex=all',
  '--string-limit=1048576',
  `--output=${log}`,
  '--',
];

/** Waits for the guard, which finishes the cleanup shortly after the helper's end. */
export const awaitGone = (pid: number, what: string): Promise<void> =>
  awaitCondition(() => processOf(pid) === undefined, { what: `${what} to end`, timeoutMs: END_LIMIT_MS });
