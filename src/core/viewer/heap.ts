const MIB = 1024 * 1024;
const GIB = 1024 * MIB;
const STEP = 256 * MIB;
const LEAST = 512 * MIB;
/** What Trace Compass takes by itself; enough for a trace of some hundred megabytes. */
const USUAL = GIB;
/** From 32 GiB on Java's references are twice as long, so that a heap of 32 GiB holds less than one of 31. */
const MOST = 31 * GIB;

/**
 * How much memory Java may use for a trace. Trace Compass keeps its indexes and states on the disk and holds caches of them,
 * which grow with the number of events, so with the size: a gibibyte and the size of the trace once more. Never more than
 * half of what the machine has, since the kernel's page cache, which holds the trace itself, needs room as well, and a
 * machine that swaps is slower than a small heap. It is an upper limit: what is not needed is not taken.
 * @returns bytes, in steps of 256 MiB, 512 MiB at least
 */
export function heapBytes(traceBytes: number, memoryBytes: number): number {
  const wanted = Math.min(USUAL + traceBytes, memoryBytes / 2, MOST);
  return Math.max(LEAST, Math.floor(wanted / STEP) * STEP);
}

/** As Java's option says it. */
export const heapOption = (bytes: number): string => `-Xmx${Math.floor(bytes / MIB)}m`;
