import { AppError } from '@shared/model/app-error';
import { type Comparison, compareTraces } from '@shared/model/compare-traces';
import type { FactsSource } from '@shared/model/trace-facts';
import { readContainers } from './trace-folder';
import type { TraceLibrary } from './trace-library';

/** Compares two traces of a library. @throws AppError `config` when both are the same, else as `record` does */
export async function compareInLibrary(library: TraceLibrary, first: string, second: string): Promise<Comparison> {
  const sources = [await sourceOf(library, first), await sourceOf(library, second)] as const;
  if (first === second)
    throw new AppError('config', 'A trace cannot be compared with itself.', {
      hint: 'Use the ids of two different traces. `list` shows the ids.',
    });
  return compareTraces(...sources);
}

const sourceOf = async (library: TraceLibrary, id: string): Promise<FactsSource> => ({
  record: await library.record(id),
  containers: await readContainers(library.pathOf(id)),
});
