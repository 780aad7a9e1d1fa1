import { join } from 'node:path';
import { withPartial } from '../journal/with-partial';
import type { TraceLibrary } from '../library/trace-library';
import type { ImportOutcome, ImportRequest, ImportTools } from './import-request';
import { runImport } from './run-import';

/**
 * Brings in what lies at a path. What is being made lies in one folder in the library, whose removal is promised before it
 * exists: after a failure, a cancel or a kill there is nothing of it.
 * @throws AppError as runImport does
 */
export async function importTraces(
  library: TraceLibrary,
  request: ImportRequest,
  around: { libraryDir: string; runtimeDir: string },
  tools: ImportTools,
): Promise<ImportOutcome> {
  await library.prepare();
  return withPartial(join(library.dir, 'import'), around, (partial) => runImport(library, request, partial, tools));
}
