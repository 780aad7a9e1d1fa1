import { stripControls } from '@shared/model/plain-text';
import { execa } from 'execa';
import { APART } from './apart';
import type { ExecOptions, ExecResult } from './exec';
import { withoutOurFiles } from './without-our-files';

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
    env: options.env.marked(),
    extendEnv: false,
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
