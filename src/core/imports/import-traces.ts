import { join } from 'node:path';
import type { DuplicateChoice, ImportedTrace } from '@shared/model/import';
import type { Progress } from '@shared/model/transfer';
import type { TraceLibrary } from '../library/trace-library';
import { withPartial } from '../runs/with-partial';
import { bringIn } from './bring-in';

export interface ImportRequest {
  /** Of a folder or an archive. */
  path: string;
  how: 'copy' | 'reference';
  /** What becomes of a trace that is in the library, or in its trash, already. */
  duplicate: DuplicateChoice;
}

export interface ImportTools {
  /** What is to stay free on the disk, bytes. */
  floorBytes: number;
  onProgress(progress: Progress): void;
  signal: AbortSignal;
}

/** What became of each trace that was found, in their order. */
export type ImportOutcome = ImportedTrace[];

/**
 * Brings in what lies at a path. What is being made lies in one folder in the library, whose removal is promised before it
 * exists: after a failure, a cancel or a kill there is nothing of it.
 * @throws AppError as bringIn does
 */
export async function importTraces(
  library: TraceLibrary,
  request: ImportRequest,
  around: { libraryDir: string; runtimeDir: string },
  tools: ImportTools,
): Promise<ImportOutcome> {
  await library.prepare();
  return withPartial(join(library.dir, 'import'), around, (partial) => bringIn(library, request, partial, tools));
}
