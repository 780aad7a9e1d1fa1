/** Half of what a frame of 60 Hz has: the window's questions are answered in between. */
const SLICE_MS = 8;

/**
 * Does the same with each item. Synchronous calls of the file system are several times faster than promises of the thread
 * pool for thousands of small files; so they are made in slices, and the event loop turns in between.
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
