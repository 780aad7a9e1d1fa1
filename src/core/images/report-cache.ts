import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ImageReport, imageReportSchema } from '@shared/images/image-report-schema';
import { parseJson } from '@shared/model/json';
import { z } from 'zod';

/** Raised when the look itself gets better: older reports are then made anew. */
const LOOK = 3;

const fileSchema = z.object({ look: z.literal(LOOK), report: imageReportSchema });

const fileOf = (cacheDir: string, imageId: string): string =>
  join(cacheDir, 'image-reports', `${createHash('sha256').update(imageId).digest('hex').slice(0, 32)}.json`);

/** What was found out about an image before; undefined when nothing was, or the file cannot be used. */
export async function readReport(cacheDir: string, imageId: string): Promise<ImageReport | undefined> {
  let json: unknown;
  try {
    json = parseJson(await readFile(fileOf(cacheDir, imageId), 'utf8'));
  } catch {
    return undefined; // absent, unreadable or cut: only a cache, the caller looks again
  }
  const parsed = fileSchema.safeParse(json);
  return parsed.success && parsed.data.report.imageId === imageId ? parsed.data.report : undefined;
}

/** Whole or not at all: another process may read it at any moment. */
export async function writeReport(cacheDir: string, report: ImageReport): Promise<void> {
  const file = fileOf(cacheDir, report.imageId);
  const draft = `${file}.${process.pid}`;
  try {
    await mkdir(join(cacheDir, 'image-reports'), { recursive: true });
    await writeFile(draft, JSON.stringify({ look: LOOK, report }));
    await rename(draft, file);
  } catch {
    // A cache that cannot be written, on a full or foreign disk: the next look is made anew, this one is as good.
    await rm(draft, { force: true }).catch(() => undefined);
  }
}
