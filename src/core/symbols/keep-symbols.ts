import type { AppError } from '@shared/model/app-error';
import type { TraceRecord, Warning } from '@shared/model/trace-record';
import type { TraceLibrary } from '../library/trace-library';
import { type FoundSymbols, writeSymbols } from './trace-symbols';

/** The warning of a trace whose names could not be read. The next attempt replaces it. */
const CODE = 'symbols';

/**
 * Stores what was found in the folder of a trace, unless it is there already. A problem becomes a warning of the trace.
 * @throws AppError of the library: it cannot be written, or is locked
 */
export async function keepSymbols(library: TraceLibrary, id: string, found: FoundSymbols): Promise<void> {
  if (!found.isNew) return;
  const grown = await writeSymbols(library.folderOf(id), found.symbols);
  await library.change(id, (record) => ({
    ...withProblem(record, found.problem),
    sizeBytes: record.sizeBytes === null ? null : Math.max(0, record.sizeBytes + grown),
  }));
}

/** Adds the warning that the names could not be read. @throws AppError as keepSymbols does */
export async function noteProblem(library: TraceLibrary, id: string, problem: AppError): Promise<void> {
  await library.change(id, (record) => withProblem(record, problem));
}

const withProblem = (record: TraceRecord, problem: AppError | undefined): TraceRecord => ({
  ...record,
  warnings: [...record.warnings.filter(({ code }) => code !== CODE), ...(problem ? [warningOf(problem)] : [])],
});

const warningOf = ({ message }: AppError): Warning => ({
  code: CODE,
  message: `The names of the functions could not be read. ${message}`,
  hint: 'They are read again when they are needed, as long as the image exists.',
});
