import type { ImageReport } from '@shared/images/image-report-schema';
import { readReport } from './report-cache';

/** Number of files to read at the same time. A store of thousands of images must not use up all file descriptors. */
const AT_ONCE = 64;

/** Reads the cached reports of images. @returns the reports by image id, without images that have none */
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
