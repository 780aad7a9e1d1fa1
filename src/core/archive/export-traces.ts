import { rmdir } from 'node:fs/promises';
import type { Progress } from '@shared/model/transfer';
import type { TraceLibrary } from '../library/trace-library';
import { exportTargets, type TargetRequest } from './export-target';
import { type Exported, type ExportTools, exportTrace } from './export-trace';

export type ExportRequest = Omit<TargetRequest, 'traces' | 'libraryDir'>;

export interface ExportsTools extends ExportTools {
  /** One is whole, in its place. */
  onExported?(exported: Exported): void;
}

/**
 * Writes traces one after the other. Those that were whole before one failed, or before a cancel, stay.
 * @throws AppError as exportTrace and exportTargets say, and `missing`, `config` for ids as the library's record() does
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
  const sizes = traces.map((trace) => trace.sizeBytes ?? 0);
  const exported: Exported[] = [];
  let before = 0;
  try {
    for (const [n, id] of ids.entries()) {
      const order = orders[n];
      if (!order) continue;
      const after = sizes.slice(n + 1).reduce((sum, size) => sum + size, 0);
      let total = 0;
      const tell = ({ doneBytes, totalBytes }: Progress): void => {
        total = totalBytes ?? 0;
        onProgress?.({ doneBytes: before + doneBytes, totalBytes: before + total + after });
      };
      const one = await exportTrace(
        library.folderOf(id),
        order,
        { libraryDir: library.dir, runtimeDir },
        { ...tools, onProgress: tell },
      );
      before += total;
      exported.push(one);
      onExported?.(one);
    }
    return exported;
  } catch (error) {
    if (madeFolder !== null) await rmdir(madeFolder).catch(() => undefined); // not empty: what was whole stays
    throw error;
  }
}
