import { rmdir } from 'node:fs/promises';
import { isTraceFormat } from '@shared/archive/formats';
import { AppError } from '@shared/model/app-error';
import { ProgressOfSeveral } from '@shared/model/progress-of-several';
import type { TraceLibrary } from '../library/trace-library';
import type { ConvertTools, WithSource } from './convert-trace';
import { exportTargets, type TargetRequest } from './export-target';
import { type Exported, type ExportTarget, exportTrace } from './export-trace';

/** The part of a trace that is exported, in nanoseconds since its begin; only for formats into which it is converted. */
export interface ExportRange {
  fromNs?: number | undefined;
  toNs?: number | undefined;
}

export type ExportRequest = Omit<TargetRequest, 'traces' | 'libraryDir'> & { range?: ExportRange };

export interface ExportsTools extends ConvertTools {
  /** Called when a file is complete. */
  onExported?(exported: Exported): void;
}

/** Opens a trace of the library for a conversion. */
export type SourceOf = (id: string, range: ExportRange) => WithSource;

/**
 * Exports traces one after the other. Files that were completed before a failure or a cancel are kept.
 * @throws AppError as exportTrace, convertTrace and exportTargets do, `missing` and `config` for ids as the library's record() does, and
 * `config` for a range of an archive
 */
export async function exportTraces(
  library: TraceLibrary,
  runtimeDir: string,
  ids: readonly string[],
  { range = {}, ...request }: ExportRequest,
  sourceOf: SourceOf,
  { onExported, onProgress, ...tools }: ExportsTools,
): Promise<Exported[]> {
  const traces = await Promise.all(ids.map((id) => library.record(id)));
  const { orders, madeFolder } = await exportTargets({ ...request, traces, libraryDir: library.dir });
  const progress = new ProgressOfSeveral(
    traces.map((trace) => trace.sizeBytes ?? 0),
    (sum) => onProgress?.(sum),
  );
  const location = { libraryDir: library.dir, runtimeDir };
  const exportOne = async (id: string, { path, force, format }: ExportTarget, nth: number): Promise<Exported> => {
    const own = { ...tools, onProgress: progress.of(nth) };
    if (isTraceFormat(format)) {
      const { convertTrace } = await import('./convert-trace');
      return convertTrace(id, { path, force, format }, sourceOf(id, range), location, own);
    }
    refuseRange(range);
    return exportTrace(library.folderOf(id), { path, force, format }, location, own);
  };
  const exported: Exported[] = [];
  try {
    for (const [n, id] of ids.entries()) {
      const order = orders[n];
      if (!order) continue;
      const one = await exportOne(id, order, n);
      exported.push(one);
      onExported?.(one);
    }
    return exported;
  } catch (error) {
    if (madeFolder !== null) await rmdir(madeFolder).catch(() => undefined); // not empty: completed files stay
    throw error;
  }
}

/** An archive has the whole trace. */
function refuseRange({ fromNs, toNs }: ExportRange): void {
  if (fromNs !== undefined || toNs !== undefined)
    throw new AppError('config', 'An archive always contains the whole trace, so a range cannot be selected.', {
      hint: 'Omit --from and --to, or use a format of events, for example perfetto.',
    });
}
