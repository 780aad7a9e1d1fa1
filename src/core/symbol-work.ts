import { AppError } from '@shared/model/app-error';
import { NO_SYMBOLS } from './analysis/names/trace-symbols';
import type { OpenedTrace } from './analysis/open-trace';
import type { TraceLibrary } from './library/trace-library';
import { keepSymbols } from './symbols/keep-symbols';
import { symboliserOf } from './symbols/open-symboliser';
import type { Symboliser } from './symbols/symboliser';
import { type FoundSymbols, findSymbols, type SymbolTools, symbolsFromFolder } from './symbols/trace-symbols';

/** What names are read with. */
export interface SymbolDeps extends Pick<SymbolTools, 'cacheDir' | 'imageOf'> {
  library: TraceLibrary;
}

/**
 * The names of a trace's functions: those that the trace's folder has, else those of its image and of this machine, and those of a
 * folder that the user named. Names that cannot be read have a reason.
 * @param folder as `symbolsFromFolder` searches it
 * @throws AppError for the user's folder, `cancelled`
 */
export async function traceSymboliser(
  { cacheDir, library, imageOf }: SymbolDeps,
  { files: { record }, reading }: OpenedTrace,
  signal: AbortSignal,
  folder?: string,
): Promise<Symboliser> {
  const found = await findSymbols(
    { folder: library.folderOf(record.id), record, reading },
    { cacheDir, imageOf, signal },
  );
  if (!found) return NO_SYMBOLS;
  if (!found.problem) await keep(library, record.id, found);
  const symbols = folder === undefined ? found.symbols : await symbolsFromFolder(found.symbols, folder, signal);
  return symboliserOf(symbols, reading.span.beginNs);
}

/** A library that cannot be written, or is locked, does not prevent names: they are read again next time. */
async function keep(library: TraceLibrary, id: string, found: FoundSymbols): Promise<void> {
  try {
    await keepSymbols(library, id, found);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
}
