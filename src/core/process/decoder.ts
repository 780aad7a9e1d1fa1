import { closeSync, openSync, readFileSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { stripControls } from '@shared/model/plain-text';
import { ChildEnvironment } from './child-environment';
import { DETACHED } from './detached';
import { spawnChild } from './spawn-child';
import { withinMemory } from './within-memory';
import { NOT_FOUND, withoutOurFiles } from './without-our-files';

export interface Decoder {
  output: Readable;
  /** How many bytes of the file it has taken so far. */
  takenBytes(): number;
  /** Settles when it has ended, with its status (127: it cannot be run) and its words; never rejects. */
  ended: Promise<{ exitCode: number; stderr: string }>;
  /** Ends it now; to be called in any case, it frees the file. */
  close(): void;
}

const KEPT_WORDS = 2_000;
/** Above the limits that the programs are given by their own options. */
const MEMORY_BYTES = 1024 ** 3;

/**
 * Starts a program that takes a file on its standard input and gives what it makes of it (zstd, gzip, xz). It reads from
 * the very file description that we hold, so that how far it is can be read in /proc (proc(5), fdinfo).
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
  let words = '';
  (child.stderr as Readable).setEncoding('utf8').on('data', (text: string) => {
    words = (words + text).slice(0, KEPT_WORDS);
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
    child.once('close', (code) => resolve({ exitCode: code ?? 128, stderr: stripControls(words).trim() }));
  });
  return { output, takenBytes: () => (isOpen ? positionOf(input) : 0), ended, close };
}

/** setpriv(1) says 127 for a program that is not there; so does the shell before it. */
export const cannotRun = (exitCode: number): boolean => exitCode === 127 || NOT_FOUND.includes(exitCode);

function positionOf(fd: number): number {
  try {
    return Number(/^pos:\s*(\d+)/m.exec(readFileSync(`/proc/self/fdinfo/${fd}`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0; // how far it is is told, not relied on
  }
}
