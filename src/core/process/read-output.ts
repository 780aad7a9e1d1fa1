import type { Readable } from 'node:stream';
import { stripControls } from '@shared/model/plain-text';
import { execa } from 'execa';
import type { ChildEnvironment } from './child-environment';
import { DETACHED } from './detached';
import { withinMemory } from './within-memory';
import { withoutOurFiles } from './without-our-files';

export interface ReadOptions {
  env: ChildEnvironment;
  /** Wall-clock limit in milliseconds. */
  timeoutMs: number;
  /** What the program may allocate. */
  memoryBytes: number;
  signal?: AbortSignal | undefined;
}

export interface ReadEnd {
  /** 126 and 127: the program cannot be run; 128 for a signal. */
  exitCode: number;
  signal: string | undefined;
  timedOut: boolean;
  /** The first of what it said. */
  stderr: string;
}

export interface TextProcess {
  /** Standard output in pieces as it comes, whatever their borders: a fifth of the work that lines are. */
  text: AsyncIterable<string>;
  /** Settles when the process has ended; never rejects. */
  ended: Promise<ReadEnd>;
  /** Ends it at once. */
  kill(): void;
}

const KEPT_WORDS = 16_000;

/** Starts a program whose standard output is read while it runs, and which reads what came from outside (babeltrace2). */
export function execText(file: string, args: readonly string[], options: ReadOptions): TextProcess {
  const child = execa(...withoutOurFiles(...withinMemory(options.memoryBytes, file, args)), {
    ...DETACHED,
    reject: false,
    timeout: options.timeoutMs,
    stdin: 'ignore',
    buffer: false,
    env: options.env.marked(),
    extendEnv: false,
    ...(options.signal ? { cancelSignal: options.signal } : {}),
  });
  let words = '';
  (child.stderr as Readable).setEncoding('utf8').on('data', (text: string) => {
    if (words.length < KEPT_WORDS) words += text.slice(0, KEPT_WORDS - words.length);
  });
  const ended = child.then((end) => ({
    exitCode: end.exitCode ?? 128,
    signal: end.signal,
    timedOut: end.timedOut,
    stderr: stripControls(words),
  }));
  return { ended, text: child.stdout.setEncoding('utf8'), kill: () => void child.kill('SIGKILL') };
}
