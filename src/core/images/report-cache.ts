import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ImageReport, imageReportSchema } from '@shared/images/image-report-schema';
import { parseJson } from '@shared/model/json';
import { z } from 'zod';

/** Version of the inspection. Increase it when the inspection changes, so that older reports are replaced. */
const LOOK = 5;

const fileSchema = z.object({ look: z.literal(LOOK), report: imageReportSchema });

const fileOf = (cacheDir: string, imageId: string): string =>
  join(cacheDir, 'image-reports', `${createHash('sha256').update(imageId).digest('hex').slice(0, 32)}.json`);

/** Reads the cached report of an image. @returns undefined when there is none, or the file is not valid */
export async function readReport(cacheDir: string, imageId: string): Promise<ImageReport | undefined> {
  let json: unknown;
  try {
    json = parseJson(await readFile(fileOf(cacheDir, imageId), 'utf8'));
  } catch {
    return undefined; // missing, unreadable or truncated: the caller inspects the image again
  }
  const parsed = fileSchema.safeParse(json);
  return parsed.success && parsed.data.report.imageId === imageId ? parsed.data.report : undefined;
}

/** Writes a report atomically, since another process can read it at any time. */
export async function writeReport(cacheDir: string, report: ImageReport): Promise<void> {
  const file = fileOf(cacheDir, report.imageId);
  const draft = `${file}.${process.pid}`;
  try {
    await mkdir(join(cacheDir, 'image-reports'), { recursive: true });
    await writeFile(draft, JSON.stringify({ look: LOOK, report }));
    await rename(draft, file);
  } catch {
    // The cache cannot be written, for example because the disk is full. The next call inspects the image again.
    await rm(draft, { force: true }).catch(() => undefined);
  }
}
