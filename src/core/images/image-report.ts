import type { Engine } from '@core/engines/engine';
import { type ImageReport, imageReportSchema } from '@shared/images/image-report-schema';
import { AppError } from '@shared/model/app-error';
import { tracepointsIn } from './elf-tracepoints';
import { type ProgramFile, readImageFiles } from './image-files';
import { glibcOf, libcOf, preloadFileOf } from './libc-in-image';
import { ProgramList } from './program-list';
import { readReport, writeReport } from './report-cache';
import { isWanted, preloadsOf, ustOf } from './ust-in-image';

/** Bounds the report, which is read at every listing of images. */
const MAX_TRACEPOINTS = 2_000;

export interface InspectionOptions {
  cacheDir: string;
  /** The image's content id, if the caller knows it. */
  imageId?: string;
  /** Labels of the container that the engine creates for the export and never starts. */
  labels?: Record<string, string>;
  signal: AbortSignal;
  /** Called before the container is created; not called when the report is cached. */
  beforeContainer?: (() => void) | undefined;
}

/** Inspections in progress in this process. The form and the plan ask for the same image at the same time and share one. */
const running = new Map<string, Promise<ImageReport>>();

/**
 * Inspects an image for tracing, without running anything in it. Caches the report by the image's content id and replaces an invalid
 * or outdated cache file.
 * @throws AppError `missing` (the engine does not have the image), `cancelled`, `command`
 */
export async function reportOnImage(
  engine: Engine,
  reference: string,
  options: InspectionOptions,
): Promise<ImageReport> {
  const id = options.imageId ?? (await engine.inspectImage(reference, options.signal)).id;
  const key = JSON.stringify([options.cacheDir, id]);
  for (;;) {
    const cached = await readReport(options.cacheDir, id);
    if (cached) return cached;
    const other = running.get(key);
    if (!other) break;
    const shared = await other.catch(() => undefined); // if it was cancelled or failed, this call inspects the image
    if (shared) return shared;
    if (options.signal.aborted) throw new AppError('cancelled', 'Cancelled while the image was inspected.');
  }
  const inspection = inspect(engine, reference, id, options).finally(() => running.delete(key));
  running.set(key, inspection);
  return inspection;
}

async function inspect(
  engine: Engine,
  reference: string,
  id: string,
  options: InspectionOptions,
): Promise<ImageReport> {
  options.beforeContainer?.();
  const tracepoints = new Set<string>();
  const programs = new ProgramList();
  const add = (file: ProgramFile): void => {
    programs.add(file);
    const names = file.isWhole ? tracepointsIn(file.content) : [];
    for (const name of names) if (!name.startsWith('lttng_ust_')) tracepoints.add(name);
  };
  const image = await engine.exportImage(reference, options.labels ?? {}, options.signal, (stream) =>
    readImageFiles(stream, isWanted, options.signal, add),
  );
  const report = imageReportSchema.parse({
    imageId: id,
    libc: libcOf(image),
    glibc: glibcOf(image),
    preloadFile: preloadFileOf(image),
    programs: programs.report(image),
    ust: ustOf(image),
    preloads: preloadsOf(image),
    tracepoints: [...tracepoints].sort().slice(0, MAX_TRACEPOINTS),
    lookedAt: new Date().toISOString(),
  });
  await writeReport(options.cacheDir, report);
  return report;
}
