import type { Readable } from 'node:stream';
import { awakeLimit } from '@shared/model/awake-timer';
import { stripControls } from '@shared/model/plain-text';
import { shielded } from '@shared/tracing/shielded';
import type { ChildEnvironment } from './child-environment';
import { DETACHED } from './detached';
import { loadExeca } from './load-execa';
import { withinMemory } from './within-memory';
import { withoutOurFiles } from './without-our-files';

export interface ReadOptions {
  env: ChildEnvironment;
  /** Limit in milliseconds, as awakeTimer counts it. */
  timeoutMs: number;
  /** Memory limit of the program, bytes. */
  memoryBytes: number;
  signal?: AbortSignal | undefined;
}

export interface ReadEnd {
  /** 126 and 127: the program cannot be run; 128 for a signal. */
  exitCode: number;
  signal: string | undefined;
  timedOut: boolean;
  /** The beginning of its error output. */
  stderr: string;
}

export interface TextProcess {
  /** Standard output in pieces that can end anywhere, which costs a fifth of splitting it into lines. */
  text: AsyncIterable<string>;
  /** Resolves when the process has ended; never rejects. */
  ended: Promise<ReadEnd>;
  /** Kills the process. */
  kill(): void;
}

const KEPT_STDERR_CHARS = 16_000;

/**
 * Starts a program that reads untrusted data (babeltrace2), and streams its standard output. It survives the signals that are
 * sent to all processes at once, so that a recording that they stop is still checked and counted.
 */
export async function execText(file: string, args: readonly string[], options: ReadOptions): Promise<TextProcess> {
  const { execa } = await loadExeca();
  const limit = awakeLimit(options.timeoutMs);
  const signals = options.signal ? [limit.signal, options.signal] : [limit.signal];
  const child = execa(...withoutOurFiles(...shielded(...withinMemory(options.memoryBytes, file, args))), {
    ...DETACHED,
    reject: false,
    killSignal: 'SIGKILL',
    stdin: 'ignore',
    buffer: false,
    env: options.env.marked(),
    extendEnv: false,
    cancelSignal: AbortSignal.any(signals),
  });
  let stderr = '';
  (child.stderr as Readable).setEncoding('utf8').on('data', (text: string) => {
    if (stderr.length < KEPT_STDERR_CHARS) stderr += text.slice(0, KEPT_STDERR_CHARS - stderr.length);
  });
  const ended = child.then((end) => {
    limit.clear();
    return {
      exitCode: end.exitCode ?? 128,
      signal: end.signal,
      timedOut: end.isCanceled && limit.isOver,
      stderr: stripControls(stderr),
    };
  });
  return { ended, text: child.stdout.setEncoding('utf8'), kill: () => void child.kill('SIGKILL') };
}
