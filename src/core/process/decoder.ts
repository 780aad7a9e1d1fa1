import { closeSync, openSync, readFileSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { stripControls } from '@shared/model/plain-text';
import { GIB } from '@shared/model/units';
import { ChildEnvironment } from './child-environment';
import { DETACHED } from './detached';
import { spawnChild } from './spawn-child';
import { withinMemory } from './within-memory';
import { NOT_FOUND, withoutOurFiles } from './without-our-files';

export interface Decoder {
  output: Readable;
  /** Number of bytes of the file that were read so far. */
  readBytes(): number;
  /** Resolves when the decoder has ended, with its status (127: it cannot be run) and its stderr; never rejects. */
  ended: Promise<{ exitCode: number; stderr: string }>;
  /** Kills the decoder and closes the file; must always be called. */
  close(): void;
}

const KEPT_STDERR_CHARS = 2_000;
/** Higher than the memory limits in the programs' own options. */
const MEMORY_BYTES = GIB;

/**
 * Starts a program that decompresses a file from its standard input (zstd, gzip, xz). Both processes share the open file
 * description, so the position in /proc (proc(5), fdinfo) shows the progress.
 * @throws the system's error when the file cannot be opened
 */
export function startDecoder(file: string, args: readonly string[], path: string): Decoder {
  const input = openSync(path, 'r');
  const limited = ['--pdeathsig', 'KILL', '--', ...withinMemory(MEMORY_BYTES, file, args).flat()];
  const child = spawnChild(...withoutOurFiles('setpriv', limited), {
    ...DETACHED,
    stdio: [input, 'pipe', 'pipe'],
    env: ChildEnvironment.known().marked(),
    cwd: '/',
  });
  const output = child.stdout as Readable; // both are pipes
  let stderr = '';
  (child.stderr as Readable).setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(0, KEPT_STDERR_CHARS);
  });
  let isOpen = true;
  const close = (): void => {
    if (!isOpen) return;
    isOpen = false;
    closeSync(input);
    output.destroy();
    child.kill('SIGKILL');
  };
  const ended = new Promise<{ exitCode: number; stderr: string }>((resolve) => {
    child.once('error', (error) => resolve({ exitCode: 127, stderr: error.message }));
    child.once('close', (code) => resolve({ exitCode: code ?? 128, stderr: stripControls(stderr).trim() }));
  });
  return { output, readBytes: () => (isOpen ? positionOf(input) : 0), ended, close };
}

/** setpriv(1) exits with 127 if the program does not exist, as the shell does. */
export const cannotRun = (exitCode: number): boolean => exitCode === 127 || NOT_FOUND.includes(exitCode);

function positionOf(fd: number): number {
  try {
    return Number(/^pos:\s*(\d+)/m.exec(readFileSync(`/proc/self/fdinfo/${fd}`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0; // the progress is informative only
  }
}
