import { readFileSync } from 'node:fs';

/**
 * The words of a program that gets no more memory than that and leaves no core file, for one that reads what came from
 * outside. The limit is on what the program allocates (RLIMIT_DATA, setrlimit(2)); files that it maps do not count, so that a
 * trace of any size can be read. prlimit(1) says 126 or 127 for a program that cannot be run, as a shell does.
 */
export function withinMemory(bytes: number, file: string, args: readonly string[]): [string, string[]] {
  return ['prlimit', [`--data=${Math.min(bytes, hardLimit())}`, '--core=0', '--', file, ...args]];
}

/** How prlimit(1) says that there is no such program, or that it may not be run. */
export const LIMITED_NOT_FOUND: readonly number[] = [126, 127];

/** No process may raise a limit above it. `Max data size  SOFT  HARD  bytes`, see proc(5). */
function hardLimit(): number {
  const hard = /^Max data size +\S+ +(\d+) /m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1];
  return hard === undefined ? Number.MAX_SAFE_INTEGER : Number(hard);
}
