import { readFileSync } from 'node:fs';

/**
 * Wraps a command in prlimit(1), with a memory limit and without core files, for a program that reads untrusted data. The
 * limit applies to allocated memory (RLIMIT_DATA, setrlimit(2)) but not to mapped files, so a trace of any size can be read.
 * prlimit exits with 126 or 127 if the program cannot be run, as a shell does.
 */
export function withinMemory(bytes: number, file: string, args: readonly string[]): [string, string[]] {
  return ['prlimit', [`--data=${Math.min(bytes, hardLimit())}`, '--core=0', '--', file, ...args]];
}

/** Exit codes of prlimit(1) and env(1) if the program does not exist or is not executable. */
export const LIMITED_NOT_FOUND: readonly number[] = [126, 127];

/** The hard limit, which a process cannot raise. `Max data size  SOFT  HARD  bytes`, see proc(5). */
function hardLimit(): number {
  const hard = /^Max data size +\S+ +(\d+) /m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1];
  return hard === undefined ? Number.MAX_SAFE_INTEGER : Number(hard);
}
