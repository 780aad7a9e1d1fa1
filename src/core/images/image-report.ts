import type { Engine } from '@core/engines/engine';
import { type ImageReport, imageReportSchema } from '@shared/images/image-report-schema';
import { AppError } from '@shared/model/app-error';
import { tracepointsIn } from './elf-tracepoints';
import { readImageFiles } from './image-files';
import { readReport, writeReport } from './report-cache';
import { isWanted, libcOf, preloadsOf, ustOf } from './ust-in-image';

/** Nobody chooses from more; the report is read at every listing. */
const MAX_TRACEPOINTS = 2_000;

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

/** Looks that go on in this process: window and plan ask for the same image at once, and one look serves both. */
const underWay = new Map<string, Promise<ImageReport>>();

/**
 * Looks into an image for what tracing needs, without running anything of it. Remembered by the image's content id:
 * the second look costs one inspect. A broken or old memory is made anew.
 * @throws AppError `missing` (the engine does not hold it), `cancelled`, `command`
 */
export async function lookIntoImage(engine: Engine, reference: string, options: LookOptions): Promise<ImageReport> {
  const id = options.imageId ?? (await engine.inspectImage(reference, options.signal)).id;
  const key = JSON.stringify([options.cacheDir, id]);
  for (;;) {
    const known = await readReport(options.cacheDir, id);
    if (known) return known;
    const other = underWay.get(key);
    if (!other) break;
    const theirs = await other.catch(() => undefined); // cancelled, or failed: then it is ours to do
    if (theirs) return theirs;
    if (options.signal.aborted) throw new AppError('cancelled', 'Cancelled while looking into the image.');
  }
  const look = lookInside(engine, reference, id, options).finally(() => underWay.delete(key));
  underWay.set(key, look);
  return look;
}

async function lookInside(engine: Engine, reference: string, id: string, options: LookOptions): Promise<ImageReport> {
  options.beforeContainer?.();
  const tracepoints = new Set<string>();
  const addTracepoints = (program: Buffer): void => {
    for (const name of tracepointsIn(program)) if (!name.startsWith('lttng_ust_')) tracepoints.add(name);
  };
  const image = await engine.exportImage(reference, options.labels ?? {}, options.signal, (stream) =>
    readImageFiles(stream, isWanted, options.signal, addTracepoints),
  );
  const report = imageReportSchema.parse({
    imageId: id,
    libc: libcOf(image),
    ust: ustOf(image),
    preloads: preloadsOf(image),
    tracepoints: [...tracepoints].sort().slice(0, MAX_TRACEPOINTS),
    lookedAt: new Date().toISOString(),
  });
  await writeReport(options.cacheDir, report);
  return report;
}
