/** Enough to keep a disk busy; a trace with rotations over a day has thousands of leaves. */
const AT_ONCE = 4;

/** Processes the items with limited concurrency. @returns the results in the order of the items */
export async function severalAtOnce<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const waiting = items.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of waiting) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, worker));
  return results;
}
