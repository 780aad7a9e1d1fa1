/** Half a frame at 60 Hz, so that requests of the window are answered in between. */
const SLICE_MS = 8;

/**
 * Processes items synchronously in short slices, and lets the event loop run in between. For thousands of small files,
 * synchronous file system calls are several times faster than promises.
 */
export async function inSlices<T>(items: Iterable<T>, each: (item: T) => void): Promise<void> {
  let began = performance.now();
  for (const item of items) {
    each(item);
    if (performance.now() - began < SLICE_MS) continue;
    await new Promise((resolve) => setImmediate(resolve));
    began = performance.now();
  }
}
