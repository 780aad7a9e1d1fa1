import type { ImageReport } from '@shared/images/image-report-schema';
import { readReport } from './report-cache';

/** Files that are read at once: a store of thousands of images must not take every file handle. */
const AT_ONCE = 64;

/** What earlier looks found out about these images, by their ids; an image that nobody looked into is not in it. */
export async function knownReports(cacheDir: string, ids: readonly string[]): Promise<Map<string, ImageReport>> {
  const known = new Map<string, ImageReport>();
  const left = [...new Set(ids)];
  const reader = async (): Promise<void> => {
    for (let id = left.pop(); id !== undefined; id = left.pop()) {
      const report = await readReport(cacheDir, id);
      if (report) known.set(id, report);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, reader));
  return known;
}
