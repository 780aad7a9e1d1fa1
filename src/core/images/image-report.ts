import type { Engine } from '@core/engines/engine';
import { type ImageReport, imageReportSchema } from '@shared/images/image-report-schema';
import { readImageFiles } from './image-files';
import { readReport, writeReport } from './report-cache';
import { isWanted, libcOf, preloadsOf, ustOf } from './ust-in-image';

export interface LookOptions {
  cacheDir: string;
  /** The image's content id, when the caller has asked for it already. */
  imageId?: string;
  /** On the container that the engine makes for the export, which is never started: the run's, if there is one. */
  labels?: Record<string, string>;
  signal: AbortSignal;
  /** Before the container is made; not called when the image is known already. */
  beforeContainer?: (() => void) | undefined;
}

/**
 * Looks into an image for what tracing needs, without running anything of it. Remembered by the image's content id:
 * the second look costs one inspect. A broken or old memory is made anew.
 * @throws AppError `missing` (the engine does not hold it), `cancelled`, `command`
 */
export async function lookIntoImage(engine: Engine, reference: string, options: LookOptions): Promise<ImageReport> {
  const id = options.imageId ?? (await engine.inspectImage(reference, options.signal)).id;
  const known = await readReport(options.cacheDir, id);
  if (known) return known;
  options.beforeContainer?.();
  const image = await engine.exportImage(reference, options.labels ?? {}, options.signal, (stream) =>
    readImageFiles(stream, isWanted, options.signal),
  );
  const report = imageReportSchema.parse({
    imageId: id,
    libc: libcOf(image),
    ust: ustOf(image),
    preloads: preloadsOf(image),
    lookedAt: new Date().toISOString(),
  });
  await writeReport(options.cacheDir, report);
  return report;
}
