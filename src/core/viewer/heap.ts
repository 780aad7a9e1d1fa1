import { GIB, MIB } from '@shared/model/units';

const STEP = 256 * MIB;
const LEAST = 512 * MIB;
/** Heap for an empty trace; enough for a trace of a few hundred megabytes. */
const USUAL = GIB;
/** From 32 GiB, Java's references are twice as long, so a heap of 32 GiB stores less than one of 31 GiB. */
const MOST = 31 * GIB;

/**
 * The heap limit of Java for a trace: 1 GiB plus the size of the trace, and at most half of the machine's memory. Trace
 * Compass keeps indexes and states on the disk and caches them in memory; the caches grow with the trace. The other half is
 * for the page cache, which contains the trace itself: swapping is slower than a small heap.
 * @returns bytes, in steps of 256 MiB, at least 512 MiB
 */
export function heapBytes(traceBytes: number, memoryBytes: number): number {
  const wanted = Math.min(USUAL + traceBytes, memoryBytes / 2, MOST);
  return Math.max(LEAST, Math.floor(wanted / STEP) * STEP);
}

/** The heap limit as an option of Java. */
export const heapOption = (bytes: number): string => `-Xmx${Math.floor(bytes / MIB)}m`;
