import { rmdir } from 'node:fs/promises';
import { ProgressOfSeveral } from '@shared/model/progress-of-several';
import type { TraceLibrary } from '../library/trace-library';
import { exportTargets, type TargetRequest } from './export-target';
import { type Exported, type ExportTools, exportTrace } from './export-trace';

export type ExportRequest = Omit<TargetRequest, 'traces' | 'libraryDir'>;

export interface ExportsTools extends ExportTools {
  /** Called when an archive is complete. */
  onExported?(exported: Exported): void;
}

/**
 * Exports traces one after the other. Archives that were completed before a failure or a cancel are kept.
 * @throws AppError as exportTrace and exportTargets do, and `missing`, `config` for ids as the library's record() does
 */
export async function exportTraces(
  library: TraceLibrary,
  runtimeDir: string,
  ids: readonly string[],
  request: ExportRequest,
  { onExported, onProgress, ...tools }: ExportsTools,
): Promise<Exported[]> {
  const traces = await Promise.all(ids.map((id) => library.record(id)));
  const { orders, madeFolder } = await exportTargets({ ...request, traces, libraryDir: library.dir });
  const progress = new ProgressOfSeveral(
    traces.map((trace) => trace.sizeBytes ?? 0),
    (sum) => onProgress?.(sum),
  );
  const exported: Exported[] = [];
  try {
    for (const [n, id] of ids.entries()) {
      const order = orders[n];
      if (!order) continue;
      const one = await exportTrace(
        library.folderOf(id),
        order,
        { libraryDir: library.dir, runtimeDir },
        { ...tools, onProgress: progress.of(n) },
      );
      exported.push(one);
      onExported?.(one);
    }
    return exported;
  } catch (error) {
    if (madeFolder !== null) await rmdir(madeFolder).catch(() => undefined); // not empty: completed archives stay
    throw error;
  }
}
