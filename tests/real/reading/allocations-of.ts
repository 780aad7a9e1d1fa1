import { readTrace } from './read-trace';

/** The number of allocations of each size in a trace. */
export function allocationsOf(path: string): Map<number, number> {
  const found = new Map<number, number>();
  for (const { name, line } of readTrace(path)) {
    const size = name === 'lttng_ust_libc:malloc' ? /\bsize = (\d+)/.exec(line)?.[1] : undefined;
    if (size !== undefined) found.set(Number(size), (found.get(Number(size)) ?? 0) + 1);
  }
  return found;
}
