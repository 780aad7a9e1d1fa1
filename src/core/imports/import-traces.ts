import { join } from 'node:path';
import { type JournalLocation, withPartial } from '../journal/with-partial';
import type { TraceLibrary } from '../library/trace-library';
import type { ImportOutcome, ImportRequest, ImportTools } from './import-request';
import { runImport } from './run-import';

/**
 * Imports a folder or an archive. The traces are prepared in one temporary folder in the library. Its removal is journaled
 * before the folder exists, so a failure, a cancel or a kill leaves nothing behind.
 * @throws AppError as runImport does
 */
export async function importTraces(
  library: TraceLibrary,
  request: ImportRequest,
  location: JournalLocation,
  tools: ImportTools,
): Promise<ImportOutcome> {
  await library.prepare();
  return withPartial(join(library.dir, 'import'), location, (partial) => runImport(library, request, partial, tools));
}
